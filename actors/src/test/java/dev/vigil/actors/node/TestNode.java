package dev.vigil.actors.node;

import dev.vigil.actors.cluster.Lease;
import dev.vigil.actors.dataplane.DataPlanes;
import dev.vigil.actors.observe.Counters;
import dev.vigil.actors.observe.JunkLog;
import dev.vigil.actors.observe.TraceHub;
import dev.vigil.actors.peer.PeerExtractor;
import dev.vigil.actors.router.Admission;
import dev.vigil.actors.secret.SecureEntropy;
import dev.vigil.actors.store.MemoryStore;
import dev.vigil.actors.store.SaSnapshotStore;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.cookie.CookieCodec;
import dev.vigil.protocol.cookie.SpiCodec;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.peer.ConfiguredPeers;
import dev.vigil.protocol.peer.NodeLimits;
import dev.vigil.settings.AdmissionSettings;
import dev.vigil.settings.NodeSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A node without sockets and with a clock that a test moves. */
public final class TestNode {
  public static final InetAddress LOCAL = InetAddress.ofLiteral("127.0.0.1");
  public static final InetAddress PEER = InetAddress.ofLiteral("127.0.0.2");

  private final RecordingEdge edge = new RecordingEdge();
  private final AtomicInteger poison = new AtomicInteger();
  private final NodeContext context;
  private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

  /**
   * @param keepalive interval at which peers are asked
   * @param halfOpen bound of admission
   */
  public TestNode(Optional<Duration> keepalive, int halfOpen) {
    this(keepalive, halfOpen, new MemoryStore());
  }

  /** The same over a store that the test has a hand on. */
  public TestNode(Optional<Duration> keepalive, int halfOpen, SaSnapshotStore store) {
    SecureEntropy secure = new SecureEntropy();
    Entropy entropy =
        target -> {
          if (poison.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("poisoned");
          }
          secure.fill(target);
        };
    Secret secret = Secret.wrap(secure.bytes(16));
    SpiCodec spis = SpiCodec.of(secret, PeerExtractor.SHARD_BITS);
    HeadEndConfig config = TestConfigs.config(List.of(PEER), 1, 2, keepalive);
    Counters counters = new Counters();
    JunkLog junk = new JunkLog(counters);
    context =
        new NodeContext(
            edge,
            new Admission(new AdmissionSettings(halfOpen, 4)),
            counters,
            junk,
            DataPlanes.of(NodeSettings.DataPlane.LOOPBACK, edge, counters, junk, secure, () -> now),
            new TraceHub(counters),
            Optional.empty(),
            CookieCodec.of(secret),
            spis,
            entropy,
            () -> now,
            store,
            Lease.ALWAYS,
            new ConfiguredPeers(config, NodeLimits.DEFAULT, secret, spis));
  }

  public NodeContext context() {
    return context;
  }

  public RecordingEdge edge() {
    return edge;
  }

  public Instant now() {
    return now;
  }

  public void advance(Duration by) {
    now = now.plus(by);
  }

  /** The next so many wishes for randomness fail. */
  public void poison(int wishes) {
    poison.set(wishes);
  }

  /** As a datagram of the peer comes in. */
  public static Path path() {
    return new Path(new InetSocketAddress(LOCAL, 500), new InetSocketAddress(PEER, 500), false);
  }
}
