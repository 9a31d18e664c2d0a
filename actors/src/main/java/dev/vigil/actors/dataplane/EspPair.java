package dev.vigil.actors.dataplane;

import dev.vigil.protocol.config.ChildLifetime;
import dev.vigil.protocol.config.Flow;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.esp.EspOpener;
import dev.vigil.protocol.esp.EspOpening;
import dev.vigil.protocol.esp.EspSealer;
import dev.vigil.protocol.esp.Sequences;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.exchange.Role;
import dev.vigil.protocol.ip.FlowSelector;
import dev.vigil.protocol.ip.IpHeader;
import dev.vigil.protocol.ip.IpPacket;
import dev.vigil.protocol.ip.IpProtocol;
import dev.vigil.protocol.quickmode.ChildRequest;
import dev.vigil.protocol.quickmode.ChildSa;
import dev.vigil.protocol.resume.PairProgress;
import dev.vigil.protocol.wire.Octets;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A pair of IPsec SAs at work: its ciphers, its limits, what it carried, and where it leads. */
final class EspPair {
  private static final int KILOBYTE = 1024;
  private static final int HOP_LIMIT = 64;

  /** A successor is due when a tenth to a fifth of the volume is left, by chance. */
  private static final int SOFT_LEAST = 10;

  private static final int FRESH = 0;
  private static final int SOFT = 1;
  private static final int HARD = 2;

  /**
   * How long the old pair sends on if nothing is heard of the new one. The one side waits for the
   * other's message 3, which may be lost once or twice; the other for the first to have put the
   * pair in, which it does as it sends message 3.
   */
  private static final Duration INITIATOR_HANDOVER = Duration.ofSeconds(5);

  private static final Duration RESPONDER_HANDOVER = Duration.ofMillis(500);

  private record Succession(EspPair predecessor, Instant until) {}

  private final ChildSa child;
  private final EspSealer sealer;
  private final Grants grants;
  private final EspOpener opener;
  private final FlowSelector selector;
  private final PairOwner owner;
  private final Figures figures = new Figures();
  private final AtomicInteger wear = new AtomicInteger(FRESH);
  private final long softBytes;
  private final long hardBytes;
  private volatile Path path;
  private volatile Path told;
  private volatile TrafficStamps stamps;
  private volatile @Nullable Succession succession;
  private volatile boolean closed;

  EspPair(
      ChildSa child,
      Path path,
      int replayWindow,
      Sequences sequences,
      TrafficStamps stamps,
      PairOwner owner,
      Entropy entropy) {
    this.child = child;
    this.sealer = new EspSealer(child, sequences.outboundFrom(), sequences.outboundCeiling());
    this.grants = new Grants(sealer, sequences.outboundFrom());
    this.opener = new EspOpener(child, replayWindow, sequences.inboundTop());
    this.selector = FlowSelector.of(child.request().local(), child.request().remote());
    this.owner = owner;
    this.path = path;
    this.told = path;
    this.stamps = stamps;
    ChildLifetime lifetime = child.request().lifetime();
    hardBytes =
        lifetime.kilobytes() == 0
            ? Long.MAX_VALUE
            : Math.multiplyHigh(lifetime.kilobytes(), KILOBYTE) != 0
                ? Long.MAX_VALUE
                : lifetime.kilobytes() * KILOBYTE;
    softBytes = hardBytes - margin(hardBytes, entropy);
  }

  /** Who began the exchange rekeys first, so that both sides seldom do at once. */
  private long margin(long bytes, Entropy entropy) {
    long tenth = bytes / SOFT_LEAST;
    long margin = tenth + (long) (tenth * ((entropy.nextInt() >>> 1) / (double) (1L << 31)));
    return child.role() == Role.RESPONDER ? margin / 2 : margin;
  }

  ChildSa child() {
    return child;
  }

  /** What it was negotiated for. */
  FlowSelector selector() {
    return selector;
  }

  Figures figures() {
    return figures;
  }

  Path path() {
    return path;
  }

  /** Nothing goes from one VRF into another: the same addresses are other hosts there. */
  Optional<String> insideVrf() {
    return owner.insideVrf();
  }

  Flow flow() {
    return new Flow(child.request().local(), child.request().remote());
  }

  /**
   * It takes over from another pair for the same flow. That the other side has the new pair too is
   * known when that is used: so the old one sends until then, yet not for ever.
   */
  void succeed(EspPair predecessor, Instant now) {
    Duration most = child.role() == Role.INITIATOR ? INITIATOR_HANDOVER : RESPONDER_HANDOVER;
    succession = new Succession(predecessor, now.plus(most));
  }

  /** Which pair sends what is for this one. */
  EspPair sender(Instant now) {
    Succession before = succession;
    if (before == null) {
      return this;
    }
    if (before.predecessor().isUsable() && now.isBefore(before.until())) {
      return before.predecessor();
    }
    succession = null;
    return this;
  }

  /** The predecessor is gone: nothing holds it, and its keys, in memory any more. */
  void forget(EspPair predecessor) {
    Succession before = succession;
    if (before != null && before.predecessor() == predecessor) {
      succession = null;
    }
  }

  private boolean isUsable() {
    return !closed && wear.get() != HARD;
  }

  void close() {
    closed = true;
    succession = null;
  }

  void rebind(Path newPath, TrafficStamps newStamps) {
    path = newPath;
    told = newPath;
    stamps = newStamps;
  }

  EspOpening open(Octets datagram) {
    return opener.open(datagram);
  }

  /**
   * A packet came that could be opened. Where that takes the living peer it is a proof of life,
   * whatever it carries, and tells where the peer is; else anybody may have sent it.
   */
  void heard(Path from, Instant now) {
    succession = null;
    figures.heard(now);
    if (!opener.provesLife()) {
      return;
    }
    stamps.inbound(now);
    if (!from.equals(path) && !from.equals(told)) {
      told = from;
      owner.moved(child.inboundSpi(), from);
    }
  }

  /** Whether a packet may come in through this pair (RFC 4301 §5.2). */
  boolean takesInbound(IpPacket packet) {
    return selector.takesInbound(packet);
  }

  void received(int bytes) {
    wear(figures.received(bytes));
  }

  /**
   * What came in transport mode has no header of its own: the addresses are those of the flow.
   *
   * @return empty if one of them is IPv4 and the other IPv6, which no packet can have
   */
  Optional<Octets> whole(Octets payload, int nextHeader) {
    if (isTunnel()) {
      return Optional.of(payload);
    }
    ChildRequest request = child.request();
    InetAddress from =
        request.remote().isHost() ? request.remote().prefix() : path.remote().getAddress();
    InetAddress to =
        request.local().isHost() ? request.local().prefix() : path.local().getAddress();
    return from.getAddress().length == to.getAddress().length
        ? Optional.of(new IpHeader(from, to, nextHeader, HOP_LIMIT, 0).around(payload))
        : Optional.empty();
  }

  private boolean isTunnel() {
    return child.request().transforms().getFirst().tunnel();
  }

  void grant(long ceiling) {
    grants.more(ceiling);
  }

  PairProgress progress() {
    return new PairProgress(child.inboundSpi(), opener.top(), sealer.sequence());
  }

  /** A packet was lost, as no number was granted for it: asks once more if that takes long. */
  void wanting(Instant now) {
    if (grants.shouldRepeat(now)) {
      owner.sequencesNeeded(child.inboundSpi());
    }
  }

  /** Whether it seals no more, at all. */
  boolean isWornOut() {
    return wear.get() == HARD;
  }

  /** The packet as ESP; empty if the pair is worn out, or too few numbers were granted. */
  Optional<Octets> seal(IpPacket packet, Entropy entropy) {
    if (wear.get() == HARD) {
      return Optional.empty();
    }
    Optional<Octets> sealed;
    if (isTunnel()) {
      int nextHeader = packet.version() == 4 ? IpProtocol.IPV4 : IpProtocol.IPV6;
      sealed = sealer.seal(packet.octets(), nextHeader, entropy);
    } else {
      sealed = sealer.seal(packet.payload(), packet.protocol(), entropy);
    }
    if (sealed.isEmpty() && sealer.usedUp()) {
      wear(HARD);
    }
    return sealed;
  }

  void sent(int bytes, Instant now) {
    stamps.outbound(now);
    wear(figures.sent(bytes, now));
    if (sealer.nearlyUsedUp()) {
      wear(SOFT);
    }
    if (grants.shouldAsk(now)) {
      owner.sequencesNeeded(child.inboundSpi());
    }
  }

  /** Each SA of the pair has the whole volume for itself (RFC 4301 §4.4.2.1). */
  private void wear(long bytes) {
    if (bytes >= hardBytes) {
      wear(HARD);
    } else if (bytes >= softBytes) {
      wear(SOFT);
    }
  }

  private void wear(int grade) {
    if (wear.get() < grade && wear.getAndAccumulate(grade, Math::max) < grade) {
      owner.wornOut(child.inboundSpi(), grade == HARD);
    }
  }
}
