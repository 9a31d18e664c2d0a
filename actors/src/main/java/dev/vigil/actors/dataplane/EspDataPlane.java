package dev.vigil.actors.dataplane;

import dev.vigil.actors.observe.ChildTraffic;
import dev.vigil.actors.observe.Counter;
import dev.vigil.actors.observe.Counters;
import dev.vigil.actors.observe.JunkLog;
import dev.vigil.actors.udp.UdpEdge;
import dev.vigil.protocol.config.Flow;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.esp.EspOpening;
import dev.vigil.protocol.esp.EspView;
import dev.vigil.protocol.esp.Sequences;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.ip.FlowTable;
import dev.vigil.protocol.ip.IcmpEcho;
import dev.vigil.protocol.ip.IpPacket;
import dev.vigil.protocol.quickmode.ChildSa;
import dev.vigil.protocol.resume.PairProgress;
import dev.vigil.protocol.wire.Decoding;
import dev.vigil.protocol.wire.Octets;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ESP in this process: packets are opened on the thread that received them, and what the inside
 * answers is sealed and sent from there. UDP-encapsulated ESP only (RFC 3948).
 */
final class EspDataPlane implements DataPlane {
  private static final Logger LOG = LoggerFactory.getLogger(EspDataPlane.class);

  private final UdpEdge edge;
  private final Counters counters;
  private final JunkLog junk;
  private final Entropy entropy;
  private final InstantSource clock;
  private final InsideDevice inside;
  private final Pings pings;
  private final Map<Integer, EspPair> pairs = new ConcurrentHashMap<>();
  private final Map<Use, EspPair> newest = new ConcurrentHashMap<>();

  /** For each VRF of what is protected. */
  private final Map<Optional<String>, FlowTable<EspPair>> outbound = new ConcurrentHashMap<>();

  private volatile UnknownSpis elsewhere = UnknownSpis.NOBODY;
  private volatile Policies policies = new Policies(List.of(), connection -> {});

  /** What a pair is for. */
  private record Use(Optional<String> insideVrf, Flow flow) {
    static Use of(EspPair pair) {
      return new Use(pair.insideVrf(), pair.flow());
    }
  }

  EspDataPlane(
      UdpEdge edge,
      Counters counters,
      JunkLog junk,
      Entropy entropy,
      InstantSource clock,
      InsideDevice inside) {
    this.edge = edge;
    this.counters = counters;
    this.junk = junk;
    this.entropy = entropy;
    this.clock = clock;
    this.inside = inside;
    this.pings = new Pings(entropy.nextInt());
  }

  @Override
  public String kind() {
    return inside.kind();
  }

  @Override
  public boolean carries(ChildSa child) {
    return child.udpEncapsulated();
  }

  @Override
  public void install(
      ChildSa child,
      Path path,
      int replayWindow,
      Sequences sequences,
      TrafficStamps stamps,
      PairOwner owner) {
    EspPair pair = new EspPair(child, path, replayWindow, sequences, stamps, owner, entropy);
    EspPair same = pairs.put(child.inboundSpi(), pair);
    if (same != null) {
      retire(same);
    }
    EspPair before = newest.put(Use.of(pair), pair);
    if (before != null) {
      pair.succeed(before, clock.instant());
    }
    table(pair).put(pair.selector(), pair);
  }

  private FlowTable<EspPair> table(EspPair pair) {
    return outbound.computeIfAbsent(pair.insideVrf(), _ -> new FlowTable<>());
  }

  /** Nothing leaves through it any more, and nothing holds it. */
  private void retire(EspPair pair) {
    table(pair).remove(pair.selector(), pair);
    newest.remove(Use.of(pair), pair);
    EspPair successor = newest.get(Use.of(pair));
    if (successor != null) {
      successor.forget(pair);
    }
    pair.close();
  }

  @Override
  public void grant(int inboundSpi, long ceiling) {
    pair(inboundSpi).ifPresent(pair -> pair.grant(ceiling));
  }

  @Override
  public Optional<PairProgress> progress(int inboundSpi) {
    return pair(inboundSpi).map(EspPair::progress);
  }

  @Override
  public void rebind(int inboundSpi, Path path, TrafficStamps stamps) {
    pair(inboundSpi).ifPresent(pair -> pair.rebind(path, stamps));
  }

  @Override
  public ChildTraffic remove(int inboundSpi) {
    EspPair pair = pairs.remove(inboundSpi);
    if (pair == null) {
      return ChildTraffic.NONE;
    }
    retire(pair);
    return pair.figures().total();
  }

  private Optional<EspPair> pair(int inboundSpi) {
    return Optional.ofNullable(pairs.get(inboundSpi));
  }

  @Override
  public ChildTraffic traffic(int inboundSpi) {
    return pair(inboundSpi).map(p -> p.figures().sinceCleared()).orElse(ChildTraffic.NONE);
  }

  @Override
  public ChildTraffic total(int inboundSpi) {
    return pair(inboundSpi).map(p -> p.figures().total()).orElse(ChildTraffic.NONE);
  }

  @Override
  public void clearTraffic() {
    pairs.values().forEach(pair -> pair.figures().clear());
  }

  @Override
  public void policies(List<Policy> next, Wanted wanted) {
    policies = new Policies(next, wanted);
  }

  @Override
  public void unknownTo(UnknownSpis next) {
    elsewhere = next;
  }

  @Override
  public void received(Octets datagram, Path path) {
    openOrLose(datagram, path, elsewhere);
  }

  @Override
  public void forwarded(Octets datagram, Path path) {
    openOrLose(datagram, path, UnknownSpis.NOBODY);
  }

  /** A fault over one packet must not stop the thread that receives. */
  private void openOrLose(Octets datagram, Path path, UnknownSpis unknown) {
    try {
      open(datagram, path, unknown, clock.instant());
    } catch (RuntimeException fault) {
      counters.count(Counter.FAULTS);
      LOG.error("esp failed from={}", path.remote(), fault);
    }
  }

  private void open(Octets datagram, Path path, UnknownSpis unknown, Instant now) {
    EspView view = new EspView(datagram.asBuffer());
    if (!view.isSound()) {
      junk.dropped(DropReason.ESP_MALFORMED, path.remote(), now);
      return;
    }
    EspPair pair = pairs.get(view.spi());
    if (pair == null) {
      if (!unknown.take(view.spi(), datagram, path)) {
        junk.dropped(
            DropReason.ESP_UNKNOWN_SPI,
            path.remote(),
            now,
            () -> " spi=0x%08x".formatted(view.spi()));
      }
      return;
    }
    switch (pair.open(datagram)) {
      case EspOpening.Refused(DropReason reason) -> refuse(pair, reason, path, now);
      case EspOpening.Dummy() -> pair.heard(path, now);
      case EspOpening.Opened(Octets packet, int nextHeader) -> {
        pair.heard(path, now);
        pair.whole(packet, nextHeader)
            .ifPresentOrElse(
                whole -> opened(pair, whole, path, now),
                () -> refuse(pair, DropReason.ESP_MALFORMED, path, now));
      }
    }
  }

  private void opened(EspPair pair, Octets octets, Path path, Instant now) {
    switch (IpPacket.of(octets)) {
      case Decoding.Malformed<IpPacket> _ -> refuse(pair, DropReason.ESP_MALFORMED, path, now);
      case Decoding.Decoded<IpPacket>(IpPacket packet) -> {
        if (pair.takesInbound(packet)) {
          counters.count(Counter.ESP_IN);
          pair.received(packet.length());
          deliver(packet, pair, now);
        } else {
          refuse(pair, DropReason.ESP_WRONG_SELECTOR, path, now);
        }
      }
    }
  }

  private void refuse(EspPair pair, DropReason reason, Path path, Instant now) {
    pair.figures().refused(reason);
    junk.dropped(
        reason, path.remote(), now, () -> " spi=0x%08x".formatted(pair.child().inboundSpi()));
  }

  /**
   * @param pair through which it came; what it is answered with stays in the pair's VRF
   */
  private void deliver(IpPacket packet, EspPair pair, Instant now) {
    IcmpEcho.of(packet).filter(IcmpEcho::reply).ifPresent(echo -> pings.answered(echo, now));
    inside.arrived(packet).ifPresent(answer -> send(answer, table(pair).find(answer), now));
  }

  /** What became of a packet from inside. */
  private enum Sending {
    SENT,
    NO_SA,
    NO_POLICY,
    NOT_GRANTED,
    NOT_CARRIED
  }

  /** An operator's ping names no VRF: the global one, else any that has such a flow. */
  private Optional<EspPair> wayOf(IpPacket packet) {
    return Optional.ofNullable(outbound.get(Optional.<String>empty()))
        .flatMap(global -> global.find(packet))
        .or(() ->
            outbound.values().stream().flatMap(table -> table.find(packet).stream()).findFirst());
  }

  private Sending send(IpPacket packet, Optional<EspPair> found, Instant now) {
    if (found.isEmpty()) {
      return policies.call(packet, now) ? Sending.NO_SA : Sending.NO_POLICY;
    }
    EspPair pair = found.get().sender(now);
    if (!carries(pair.child())) {
      return Sending.NOT_CARRIED;
    }
    Optional<Octets> sealed = pair.seal(packet, entropy);
    if (sealed.isEmpty()) {
      return lost(pair, now);
    }
    // Before it leaves: its answer must not be seen earlier than the packet itself.
    counters.count(Counter.ESP_OUT);
    pair.sent(packet.length(), now);
    edge.sendEsp(sealed.get(), pair.path());
    return Sending.SENT;
  }

  /** Beyond what was granted nothing is sealed: another node might use the same number one day. */
  private Sending lost(EspPair pair, Instant now) {
    if (pair.isWornOut()) {
      return Sending.NOT_CARRIED;
    }
    counters.count(Counter.ESP_NOT_GRANTED);
    pair.wanting(now);
    return Sending.NOT_GRANTED;
  }

  @Override
  public CompletionStage<PingReply> ping(PingRequest request) {
    Optional<InetAddress> source = request.source().or(() -> sourceTowards(request.destination()));
    if (source.isEmpty()) {
      return notSent("no crypto map entry protects " + request.destination().getHostAddress());
    }
    if (source.get().getAddress().length != request.destination().getAddress().length) {
      return notSent("source and destination are not of one address family");
    }
    Instant now = clock.instant();
    IcmpEcho echo = pings.request(source.get(), request);
    CompletableFuture<PingReply> reply = pings.await(echo, now, request.timeout());
    IpPacket packet = LoopbackDevice.checked(echo);
    switch (send(packet, wayOf(packet), now)) {
      case SENT, NO_SA, NOT_GRANTED -> {}
      case NO_POLICY ->
          reply.complete(
              new PingReply.NotSent(
                  "no crypto map entry protects %s to %s"
                      .formatted(
                          source.get().getHostAddress(), request.destination().getHostAddress())));
      case NOT_CARRIED ->
          reply.complete(
              new PingReply.NotSent(
                  "the loopback data plane cannot carry the tunnel's ESP: it is not in UDP"));
    }
    return reply;
  }

  private static CompletionStage<PingReply> notSent(String reason) {
    return CompletableFuture.completedFuture(new PingReply.NotSent(reason));
  }

  /** For an operator's ping, so it may look at all of them. */
  private Optional<InetAddress> sourceTowards(InetAddress destination) {
    return pairs.values().stream()
        .map(pair -> pair.child().request())
        .flatMap(
            request -> Policies.source(request.local(), request.remote(), destination).stream())
        .findFirst()
        .or(() -> policies.sourceTowards(destination));
  }
}
