package dev.vigil.actors.node;

import dev.vigil.actors.census.Census;
import dev.vigil.actors.census.ClusterView;
import dev.vigil.actors.cluster.Membership;
import dev.vigil.actors.dataplane.PingReply;
import dev.vigil.actors.dataplane.PingRequest;
import dev.vigil.actors.observe.ConnectionView;
import dev.vigil.actors.observe.Counters;
import dev.vigil.actors.observe.DebugCondition;
import dev.vigil.actors.observe.PeerView;
import dev.vigil.actors.observe.SaView;
import dev.vigil.actors.observe.TraceSubscription;
import dev.vigil.actors.observe.Views;
import dev.vigil.actors.peer.PeerEnvelope;
import dev.vigil.actors.peer.PeerMessage;
import dev.vigil.actors.peer.Roster;
import dev.vigil.actors.sa.SaLink;
import dev.vigil.actors.secret.SecureEntropy;
import dev.vigil.actors.store.SaSnapshotStore;
import dev.vigil.actors.udp.CannotBind;
import dev.vigil.actors.udp.UdpEdge.LocalSocket;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.peer.ConfiguredPeers;
import dev.vigil.protocol.peer.PeerEvent;
import dev.vigil.settings.InvalidSettings;
import dev.vigil.settings.NodeSettings;
import dev.vigil.settings.NodeSettings.Initiate;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.typed.Cluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running head-end, as the program around it sees it. Start it with {@link #start}, which returns
 * when peers are answered; {@link #close} says goodbye to them. Every method may be called from any
 * thread; none but these two ever waits.
 */
public final class HeadEnd implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HeadEnd.class);

  private final NodeStart.Started node;
  private final NodeSettings settings;
  private final Census census;
  private volatile HeadEndConfig config;
  private volatile boolean draining;

  private HeadEnd(NodeStart.Started node, NodeSettings settings, HeadEndConfig config) {
    this.node = node;
    this.settings = settings;
    this.config = config;
    this.census = new Census(node.system(), node.context());
  }

  /**
   * Binds the sockets, joins the cluster (of one, unless the settings say otherwise) and lets
   * datagrams in. With {@code vigil.initiate = on-start} tunnels to all configured peers are begun,
   * {@code vigil.initiate-rate} a second.
   *
   * @param config the router's configuration; {@link HeadEndConfig#empty} answers nobody
   * @throws InvalidSettings if the cookie key or the key log cannot be had; nothing runs then
   * @throws CannotBind if a socket cannot be had; nothing runs then
   */
  public static HeadEnd start(NodeSettings settings, HeadEndConfig config)
      throws InvalidSettings, CannotBind {
    return start(settings, config, new SecureEntropy(), InstantSource.system());
  }

  /** The same with another clock and other randomness, for tests. */
  static HeadEnd start(
      NodeSettings settings, HeadEndConfig config, Entropy entropy, InstantSource clock)
      throws InvalidSettings, CannotBind {
    return running(NodeStart.start(settings, config, entropy, clock), settings, config);
  }

  /** The same over a store of the test's own. */
  static HeadEnd start(NodeSettings settings, HeadEndConfig config, SaSnapshotStore store)
      throws InvalidSettings, CannotBind {
    NodeStart.Started started =
        NodeStart.start(settings, config, new SecureEntropy(), InstantSource.system(), store);
    return running(started, settings, config);
  }

  private static HeadEnd running(
      NodeStart.Started started, NodeSettings settings, HeadEndConfig config) {
    HeadEnd headEnd = new HeadEnd(started, settings, config);
    headEnd.warnOfForeignAddresses();
    if (settings.initiate() == Initiate.ON_START) {
      headEnd.bringUpAll(headEnd.context().plan().connections());
    }
    return headEnd;
  }

  private NodeContext context() {
    return node.context();
  }

  /** Where peers are answered, with the ports that the system chose where the settings say 0. */
  public List<LocalSocket> sockets() {
    return context().edge().sockets();
  }

  /** The number that this run of the node has in its cluster. */
  long run() {
    return Cluster.get(node.system()).selfMember().uniqueAddress().longUid();
  }

  /** The configuration in force. */
  public HeadEndConfig config() {
    return config;
  }

  public NodeSettings settings() {
    return settings;
  }

  /**
   * Puts another configuration in force. SAs that it still allows live on; what it no longer allows
   * ends with a Delete.
   */
  public synchronized void apply(HeadEndConfig next) {
    ConfiguredPeers before = context().plan();
    ConfiguredPeers after = node.plan(next);
    config = next;
    node.put(after);
    context().roster().peers().forEach(p -> p.ref().tell(new PeerMessage.SettingsChanged()));
    warnOfForeignAddresses();
    if (settings.initiate() == Initiate.ON_START) {
      Set<String> fresh = new HashSet<>(after.connections());
      before.connections().forEach(fresh::remove);
      bringUpAll(List.copyOf(fresh));
    }
  }

  /** A crypto map that speaks from an address without a socket would fail without a word. */
  private void warnOfForeignAddresses() {
    ConfiguredPeers plan = context().plan();
    Set<InetAddress> known = new HashSet<>();
    sockets().forEach(socket -> known.add(socket.address().getAddress()));
    for (String label : plan.connections()) {
      plan.tagOf(label).stream()
          .flatMap(tag -> plan.settingsOf(tag).connections().stream())
          .filter(connection -> known.add(connection.local()))
          .forEach(connection ->
              LOG.warn(
                  "no socket local={} map=\"{}\": vigil.udp.listen does not have it, so no"
                      + " tunnel can be begun from there",
                  connection.local().getHostAddress(),
                  connection.label()));
    }
  }

  private void bringUpAll(List<String> connections) {
    node.pace(
        "bring-up",
        settings.initiateRate(),
        connections.stream().<Runnable>map(label -> () -> bringUp(label)).toList());
  }

  /**
   * Brings a crypto map entry up, and keeps it up until it is cleared.
   *
   * @param connection its label, map and sequence number: {@code "green 1"}
   * @return false if there is no such entry that we could begin
   */
  public boolean bringUp(String connection) {
    Optional<PeerTag> tag = context().plan().tagOf(connection);
    tag.ifPresent(
        peer -> node.peers().tell(new PeerEnvelope(peer, new PeerMessage.BringUp(connection))));
    return tag.isPresent();
  }

  /** {@code clear crypto session}; the peers hear Deletes. */
  public void clear(PeerEvent.Clear which) {
    tellAll(which);
  }

  /**
   * {@code clear crypto isakmp [id]}: IKE SAs end, their IPsec SAs do not; the peers hear Deletes.
   *
   * @param connection the number that the SA's lines and screens have; empty: all
   */
  public void clearIke(OptionalInt connection) {
    if (connection.isEmpty()) {
      tellAll(new PeerEvent.ClearIke(Optional.empty()));
      return;
    }
    Roster roster = context().roster();
    for (SaLink sa : roster.sas()) {
      if (sa.connection() == connection.getAsInt()) {
        PeerEvent event = new PeerEvent.ClearIke(Optional.of(sa.ours()));
        roster.peer(sa.tag()).ifPresent(p -> p.ref().tell(new PeerMessage.Happened(event)));
      }
    }
  }

  /** {@code clear crypto sa}: IPsec SAs end, their IKE SAs do not; the peers hear Deletes. */
  public void clearChildren(PeerEvent.ClearChildren which) {
    tellAll(which);
  }

  private void tellAll(PeerEvent event) {
    context().roster().peers().forEach(p -> p.ref().tell(new PeerMessage.Happened(event)));
  }

  /** {@code clear crypto sa counters}: the figures of all IPsec SAs begin anew. */
  public void clearTraffic() {
    context().dataPlane().clearTraffic();
  }

  /**
   * Sends an echo request through the tunnel that protects its destination; if that is down, the
   * request is lost and brings it up.
   */
  public CompletionStage<PingReply> ping(PingRequest request) {
    return context().dataPlane().ping(request);
  }

  /** All configured crypto map entries whose peer can be called, whether they are up or not. */
  public List<ConnectionView> connections() {
    return Views.connections(
        context().plan(), context().roster(), context().ends(), context().names());
  }

  /** All IKE SAs of this node, by connection number; for {@code show crypto isakmp sa}. */
  public List<SaView> sas() {
    return Views.sas(context().roster(), context().plan());
  }

  /** All peers of this node that hold anything; for {@code show crypto session}. */
  public List<PeerView> peers() {
    return Views.peers(context().roster(), context().plan(), context().dataPlane());
  }

  /** Unfinished exchanges of all peers. */
  public int halfOpen() {
    return context().admission().halfOpen();
  }

  /** Whether this node may act for its peers now; in a cluster that takes a majority of it. */
  public boolean mayAct() {
    return context().lease().holds();
  }

  /** The nodes of the cluster, each in its own words; for {@code show cluster}. */
  public CompletionStage<ClusterView> cluster() {
    return census.take();
  }

  public Counters counters() {
    return context().counters();
  }

  /**
   * {@code debug crypto isakmp}, until the subscription is closed. A reader that is too slow loses
   * events and is told how many.
   *
   * @param condition whose events
   * @param bound events that may wait to be read
   */
  public TraceSubscription debug(DebugCondition condition, int bound) {
    return context().traces().subscribe(condition, bound);
  }

  /** For whoever needs the actor system, such as its termination. */
  public ActorSystem<?> system() {
    return node.system();
  }

  /**
   * Stops in order: no new handshakes; Deletes for all SAs at the set rate, unless the settings
   * keep the state; sockets closed; cluster left.
   */
  public CompletionStage<Done> stop() {
    return CoordinatedShutdown.get(node.system()).runAll(Leaving.LEAVING);
  }

  /**
   * Leaves the cluster with live SAs, where the settings keep the state: no new handshakes, shards
   * handed over while datagrams are still taken and passed on, cluster left, sockets closed. The
   * same as {@link #stop}; what the word means to peers is up to {@code vigil.shutdown.keep-state}.
   */
  public CompletionStage<Done> drain() {
    draining = true;
    return stop();
  }

  /** Whether {@link #drain} was called. */
  public boolean isDraining() {
    return draining;
  }

  /** Why the node goes down or has gone down; to be asked when it does. */
  public Membership.Ending ending() {
    return Membership.ending(node.system());
  }

  /** {@link #stop}, and waits for it. */
  @Override
  public void close() {
    stop().toCompletableFuture().join();
  }

  private enum Leaving implements CoordinatedShutdown.Reason {
    LEAVING
  }
}
