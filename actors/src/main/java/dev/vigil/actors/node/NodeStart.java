package dev.vigil.actors.node;

import dev.vigil.actors.cluster.JoinCompatibility;
import dev.vigil.actors.cluster.Lease;
import dev.vigil.actors.cluster.MajorityLease;
import dev.vigil.actors.cluster.Membership;
import dev.vigil.actors.dataplane.DataPlanes;
import dev.vigil.actors.dataplane.Policy;
import dev.vigil.actors.observe.Counters;
import dev.vigil.actors.observe.JunkLog;
import dev.vigil.actors.observe.PeerAddress;
import dev.vigil.actors.observe.TraceHub;
import dev.vigil.actors.peer.PeerEnvelope;
import dev.vigil.actors.peer.PeerExtractor;
import dev.vigil.actors.router.Admission;
import dev.vigil.actors.secret.ClusterSecret;
import dev.vigil.actors.secret.KeyLog;
import dev.vigil.actors.store.SaSnapshotStore;
import dev.vigil.actors.store.Stores;
import dev.vigil.actors.udp.CannotBind;
import dev.vigil.actors.udp.UdpEdge;
import dev.vigil.actors.udp.UdpEdge.LocalSocket;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.cookie.CookieCodec;
import dev.vigil.protocol.cookie.SpiCodec;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.peer.ConfiguredPeers;
import dev.vigil.protocol.peer.LivenessLimits;
import dev.vigil.protocol.peer.NodeLimits;
import dev.vigil.protocol.peer.Patience;
import dev.vigil.protocol.phase1.Retransmission;
import dev.vigil.protocol.wire.LivenessProtocol;
import dev.vigil.settings.ClusterSettings;
import dev.vigil.settings.InvalidSettings;
import dev.vigil.settings.NegotiationSettings;
import dev.vigil.settings.NodeSettings;
import dev.vigil.settings.NodeSettings.InsecureAlgorithm;
import dev.vigil.settings.UdpSettings;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.remote.RemoteTransportException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a node together: secrets, sockets, then the actor system over them. */
final class NodeStart {
  private static final Logger LOG = LoggerFactory.getLogger(NodeStart.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private NodeStart() {}

  /** A node that answers its peers. */
  record Started(
      NodeContext context,
      ActorSystem<Guardian.Command> system,
      ActorRef<PeerEnvelope> peers,
      NodeLimits limits,
      Secret secret) {
    /** What {@code config} says, peer by peer. */
    ConfiguredPeers plan(HeadEndConfig config) {
      return new ConfiguredPeers(config, limits, secret, context.spis());
    }

    /** Puts that in force, for actors and data plane. */
    void put(ConfiguredPeers plan) {
      context.plan(plan);
      context.dataPlane().policies(Policy.of(plan), new Caller(plan, peers));
    }

    /** Runs all of them, so many a second. */
    void pace(String name, int rate, List<Runnable> tasks) {
      system.tell(new Guardian.Pace(name, rate, tasks));
    }
  }

  static Started start(
      NodeSettings settings, HeadEndConfig config, Entropy entropy, InstantSource clock)
      throws InvalidSettings, CannotBind {
    SaSnapshotStore store = Stores.open(settings, entropy);
    try {
      return start(settings, config, entropy, clock, store);
    } catch (InvalidSettings | CannotBind | RuntimeException failure) {
      store.close();
      throw failure;
    }
  }

  /** The same over an open store. */
  static Started start(
      NodeSettings settings,
      HeadEndConfig config,
      Entropy entropy,
      InstantSource clock,
      SaSnapshotStore store)
      throws InvalidSettings, CannotBind {
    Secret secret = ClusterSecret.ofProcess(entropy).from(settings.cookieKey());
    Counters counters = new Counters();
    JunkLog junk = new JunkLog(counters);
    Lease lease = settings.cluster().several() ? new MajorityLease(System::nanoTime) : Lease.ALWAYS;
    UdpEdge edge = UdpEdge.open(settings.udp(), counters, lease);
    try {
      Optional<KeyLog> keyLog = keyLog(settings.keyLog());
      SpiCodec spis = SpiCodec.of(secret, PeerExtractor.SHARD_BITS);
      NodeLimits limits = limits(settings, edge);
      NodeContext context =
          new NodeContext(
              edge,
              new Admission(settings.admission()),
              counters,
              junk,
              DataPlanes.of(settings.dataPlane(), edge, counters, junk, entropy, clock),
              new TraceHub(counters),
              keyLog,
              CookieCodec.of(secret),
              spis,
              entropy,
              clock,
              store,
              lease,
              new ConfiguredPeers(config, limits, secret, spis));
      return run(settings, context, limits, secret);
    } catch (InvalidSettings | RuntimeException failure) {
      edge.close();
      throw failure;
    }
  }

  private static Optional<KeyLog> keyLog(Optional<Path> file) throws InvalidSettings {
    return file.isPresent() ? Optional.of(KeyLog.open(file.get())) : Optional.empty();
  }

  private static Started run(
      NodeSettings settings, NodeContext context, NodeLimits limits, Secret secret)
      throws InvalidSettings {
    CompletableFuture<ActorRef<PeerEnvelope>> ready = new CompletableFuture<>();
    ActorSystem<Guardian.Command> system = system(settings, context, secret, ready);
    system
        .getWhenTerminated()
        .whenComplete(
            (_, _) -> ready.completeExceptionally(new IllegalStateException("the node went down")));
    try {
      ActorRef<PeerEnvelope> peers = joined(settings.cluster(), system, ready);
      LOG.info(
          "up edge=\"{}\" sockets={}",
          context.edge().kind(),
          context.edge().sockets().stream()
              .map(socket -> PeerAddress.of(socket.address()))
              .collect(Collectors.joining(",")));
      Started started = new Started(context, system, peers, limits, secret);
      started.put(context.plan());
      return started;
    } catch (InvalidSettings | RuntimeException failure) {
      system.terminate();
      throw failure;
    }
  }

  private static ActorRef<PeerEnvelope> joined(
      ClusterSettings cluster,
      ActorSystem<?> system,
      CompletableFuture<ActorRef<PeerEnvelope>> ready)
      throws InvalidSettings {
    Duration patience = cluster.several() ? cluster.joinPatience() : PATIENCE;
    try {
      return ready.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException failure) {
      if (Membership.ending(system) == Membership.Ending.INCOMPATIBLE) {
        throw new InvalidSettings(
            List.of(
                "The cluster refuses this node: its cookie key (vigil.cookie-key), its kind of"
                    + " store (vigil.store.kind) or its number of shards is another; the log says"
                    + " which."));
      }
      if (cluster.several() && failure.getCause() instanceof TimeoutException) {
        throw new InvalidSettings(
            List.of(
                "No cluster took this node in within %d s (vigil.cluster.join-patience); %s."
                    .formatted(patience.toSeconds(), Membership.asked(cluster))));
      }
      throw failure;
    }
  }

  private static ActorSystem<Guardian.Command> system(
      NodeSettings settings,
      NodeContext context,
      Secret secret,
      CompletableFuture<ActorRef<PeerEnvelope>> ready)
      throws InvalidSettings {
    ClusterSettings cluster = settings.cluster();
    try {
      return ActorSystem.create(
          Guardian.create(settings, context, ready),
          cluster.name(),
          JoinCompatibility.shown(settings.actorSystem(), secret, context.store().kind()));
    } catch (RemoteTransportException failure) {
      LOG.debug("no cluster transport", failure);
      throw new InvalidSettings(
          List.of(
              "Port %d on %s (vigil.cluster.port, vigil.cluster.host) cannot be had."
                  .formatted(cluster.port(), cluster.host())));
    }
  }

  private static NodeLimits limits(NodeSettings settings, UdpEdge edge) {
    List<InetAddress> addresses = new ArrayList<>();
    for (LocalSocket socket : edge.sockets()) {
      InetAddress address = socket.address().getAddress();
      if (!addresses.contains(address)) {
        addresses.add(address);
      }
    }
    return new NodeLimits(
        port(edge, false),
        port(edge, true),
        settings.udp().remotePort(),
        settings.udp().remoteNatPort(),
        addresses,
        settings.allowInsecure().contains(InsecureAlgorithm.DES),
        settings.allowInsecure().contains(InsecureAlgorithm.GROUP24),
        settings.admission().halfOpenPerAddress(),
        settings.udp().encapsulation() == UdpSettings.Encapsulation.ALWAYS,
        patience(settings),
        liveness(settings));
  }

  private static LivenessLimits liveness(NodeSettings settings) {
    return new LivenessLimits(
        settings.liveness().espIsProofOfLife(),
        settings.liveness().everyNumber(),
        settings.liveness().protocols().stream()
            .map(protocol ->
                switch (protocol) {
                  case DPD -> LivenessProtocol.DPD;
                  case KEEPALIVES -> LivenessProtocol.KEEPALIVES;
                })
            .collect(Collectors.toUnmodifiableSet()));
  }

  private static Patience patience(NodeSettings settings) {
    NegotiationSettings negotiation = settings.negotiation();
    return new Patience(
        new Retransmission(negotiation.retransmitAfter(), negotiation.tries()),
        negotiation.backOff(),
        negotiation.longestBackOff());
  }

  private static int port(UdpEdge edge, boolean marked) {
    return edge.sockets().stream()
        .filter(socket -> socket.marked() == marked)
        .findFirst()
        .orElseThrow()
        .address()
        .getPort();
  }
}
