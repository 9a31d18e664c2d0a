package dev.vigil.quickstart;

import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.esp.EspOpener;
import dev.vigil.protocol.esp.EspOpening;
import dev.vigil.protocol.esp.EspSealer;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.ip.IcmpEcho;
import dev.vigil.protocol.ip.IpPacket;
import dev.vigil.protocol.ip.IpProtocol;
import dev.vigil.protocol.quickmode.ChildSa;
import dev.vigil.protocol.wire.Decoding;
import dev.vigil.protocol.wire.Octets;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A site's half of its tunnel: it pings through the newest pair of IPsec SAs, and answers pings.
 */
final class SiteTunnel {
  private static final int REPLAY_WINDOW = 64;
  private static final int PING_BYTES = 100;

  private record Pair(EspSealer sealer, EspOpener opener, Path path) {}

  private final InetAddress inside;
  private final InetAddress target;
  private final Duration every;
  private final Entropy entropy;
  private final SiteWire wire;
  private final Map<Integer, Pair> pairs = new LinkedHashMap<>();
  private Optional<Instant> nextPing = Optional.empty();
  private Optional<IcmpEcho> waiting = Optional.empty();
  private int number;
  private long sent;
  private long answered;

  /**
   * @param every from a ping to the next; zero: it only answers
   */
  SiteTunnel(
      InetAddress inside, InetAddress target, Duration every, Entropy entropy, SiteWire wire) {
    this.every = every;
    this.inside = inside;
    this.target = target;
    this.entropy = entropy;
    this.wire = wire;
  }

  /** The first ping goes at a random time within the first interval. */
  void install(ChildSa child, Path path, Instant now) {
    Pair pair = new Pair(new EspSealer(child), new EspOpener(child, REPLAY_WINDOW), path);
    pairs.put(child.inboundSpi(), pair);
    if (nextPing.isEmpty() && every.isPositive()) {
      long millis = every.toMillis() / 10 + (entropy.nextInt() >>> 1) % every.toMillis();
      nextPing = Optional.of(now.plusMillis(millis));
    }
  }

  void moved(int inboundSpi, Path path) {
    pairs.computeIfPresent(inboundSpi, (_, pair) -> new Pair(pair.sealer(), pair.opener(), path));
  }

  void remove(int inboundSpi) {
    pairs.remove(inboundSpi);
    if (pairs.isEmpty()) {
      nextPing = Optional.empty();
    }
  }

  void clear() {
    pairs.clear();
    nextPing = Optional.empty();
    waiting = Optional.empty();
  }

  Optional<Instant> nextDeadline() {
    return nextPing;
  }

  void deadline(Instant now) {
    if (nextPing.filter(at -> !now.isBefore(at)).isPresent()) {
      nextPing = Optional.of(now.plus(every));
      IcmpEcho ping = IcmpEcho.request(inside, target, inside.hashCode(), number++, PING_BYTES);
      waiting = Optional.of(ping);
      if (send(ping)) {
        sent++;
      }
    }
  }

  private boolean send(IcmpEcho echo) {
    if (pairs.isEmpty()) {
      return false;
    }
    Pair newest = pairs.values().stream().reduce((_, later) -> later).orElseThrow();
    Optional<Octets> esp = newest.sealer().seal(echo.packet(), IpProtocol.IPV4, entropy);
    esp.ifPresent(sealed -> wire.sendEsp(sealed, newest.path()));
    return esp.isPresent();
  }

  /** Whatever is not authentic has no effect. */
  void received(Octets esp) {
    Pair pair = esp.length() < Integer.BYTES ? null : pairs.get(esp.intAt(0));
    if (pair != null
        && pair.opener().open(esp) instanceof EspOpening.Opened(Octets packet, _)
        && IpPacket.of(packet) instanceof Decoding.Decoded<IpPacket>(IpPacket inner)) {
      IcmpEcho.of(inner).ifPresent(this::echo);
    }
  }

  private void echo(IcmpEcho echo) {
    if (!echo.reply()) {
      send(echo.answer());
    } else if (waiting.filter(echo::answers).isPresent()) {
      waiting = Optional.empty();
      answered++;
    }
  }

  long sent() {
    return sent;
  }

  long answered() {
    return answered;
  }
}
