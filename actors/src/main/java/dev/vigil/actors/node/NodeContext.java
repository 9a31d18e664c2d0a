package dev.vigil.actors.node;

import dev.vigil.actors.cluster.Lease;
import dev.vigil.actors.dataplane.DataPlane;
import dev.vigil.actors.names.NameBook;
import dev.vigil.actors.observe.Counters;
import dev.vigil.actors.observe.EndHistory;
import dev.vigil.actors.observe.FaultLog;
import dev.vigil.actors.observe.JunkLog;
import dev.vigil.actors.observe.StoreLog;
import dev.vigil.actors.observe.TraceHub;
import dev.vigil.actors.peer.LastProgress;
import dev.vigil.actors.peer.Roster;
import dev.vigil.actors.router.Admission;
import dev.vigil.actors.secret.KeyLog;
import dev.vigil.actors.store.SaSnapshotStore;
import dev.vigil.actors.udp.UdpEdge;
import dev.vigil.protocol.cookie.CookieCodec;
import dev.vigil.protocol.cookie.SpiCodec;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.peer.ConfiguredPeers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** What all actors of a node share. Safe for any thread; only the plan ever changes. */
public final class NodeContext {
  private final UdpEdge edge;
  private final Roster roster;
  private final Admission admission;
  private final Counters counters;
  private final JunkLog junk;
  private final FaultLog faults;
  private final EndHistory ends = new EndHistory();
  private final StoreLog storeLog = new StoreLog();
  private final DataPlane dataPlane;
  private final TraceHub traces;
  private final Optional<KeyLog> keyLog;
  private final CookieCodec cookies;
  private final SpiCodec spis;
  private final Entropy entropy;
  private final InstantSource clock;
  private final SaSnapshotStore store;
  private final LastProgress lastProgress;
  private final Lease lease;
  private final NameBook names = new NameBook();
  private volatile ConfiguredPeers plan;

  /**
   * @param clock of this node; the only one that the machines ever see
   * @param store where snapshots of peers are kept
   * @param lease this node's leave to act
   * @param plan the configuration that it starts with
   */
  public NodeContext(
      UdpEdge edge,
      Admission admission,
      Counters counters,
      JunkLog junk,
      DataPlane dataPlane,
      TraceHub traces,
      Optional<KeyLog> keyLog,
      CookieCodec cookies,
      SpiCodec spis,
      Entropy entropy,
      InstantSource clock,
      SaSnapshotStore store,
      Lease lease,
      ConfiguredPeers plan) {
    this.edge = edge;
    this.roster = new Roster();
    this.admission = admission;
    this.counters = counters;
    this.junk = junk;
    this.dataPlane = dataPlane;
    this.faults = new FaultLog();
    this.traces = traces;
    this.keyLog = keyLog;
    this.cookies = cookies;
    this.spis = spis;
    this.entropy = entropy;
    this.clock = clock;
    this.store = store;
    this.lastProgress = new LastProgress(store);
    this.lease = lease;
    this.plan = plan;
    names.follow(plan.hostNames(), plan.hosts(), plan.domainLookup());
  }

  public UdpEdge edge() {
    return edge;
  }

  public Roster roster() {
    return roster;
  }

  public Admission admission() {
    return admission;
  }

  public Counters counters() {
    return counters;
  }

  /** Counts what is dropped, and tells of it at a bounded rate. */
  public JunkLog junk() {
    return junk;
  }

  /** Tells of what is wrong with a peer, at a bounded rate. */
  public FaultLog faults() {
    return faults;
  }

  /** How far peers had come that are handed over. */
  public LastProgress lastProgress() {
    return lastProgress;
  }

  /** Tells of trouble with the snapshot store, at a bounded rate. */
  public StoreLog storeLog() {
    return storeLog;
  }

  /** Why crypto map entries went down. */
  public EndHistory ends() {
    return ends;
  }

  /** What host names stand for. */
  public NameBook names() {
    return names;
  }

  public DataPlane dataPlane() {
    return dataPlane;
  }

  public TraceHub traces() {
    return traces;
  }

  public Optional<KeyLog> keyLog() {
    return keyLog;
  }

  public CookieCodec cookies() {
    return cookies;
  }

  public SpiCodec spis() {
    return spis;
  }

  public Entropy entropy() {
    return entropy;
  }

  public Instant now() {
    return clock.instant();
  }

  /** Where snapshots of peers are kept. */
  public SaSnapshotStore store() {
    return store;
  }

  /** This node's leave to act. */
  public Lease lease() {
    return lease;
  }

  /** The configuration in force, peer by peer. */
  public ConfiguredPeers plan() {
    return plan;
  }

  void plan(ConfiguredPeers next) {
    plan = next;
    names.follow(next.hostNames(), next.hosts(), next.domainLookup());
  }
}
