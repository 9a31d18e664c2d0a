package dev.vigil.protocol.sa;

import dev.vigil.protocol.config.Authentication;
import dev.vigil.protocol.config.ChildLifetime;
import dev.vigil.protocol.config.EspTransform;
import dev.vigil.protocol.config.IkePolicy;
import dev.vigil.protocol.config.TrafficSelector;
import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.dpd.DpdSettings;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.phase1.NatSettings;
import dev.vigil.protocol.phase1.Phase1Settings;
import dev.vigil.protocol.phase1.Retransmission;
import dev.vigil.protocol.quickmode.ChildOffer;
import dev.vigil.protocol.quickmode.SpiSource;
import dev.vigil.protocol.wire.IdType;
import dev.vigil.protocol.wire.LivenessProtocol;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Two IKE SAs with a {@link Wire} between them, in virtual time and deterministic from a seed: what
 * the tests of whole exchanges run on.
 */
final class Pair {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final InetAddress SITE = address(10, 0, 0, 1);
  static final InetAddress HEAD_END = address(10, 0, 0, 2);

  final Wire wire;
  final Side initiator;
  final Side responder;
  private Instant now = START;

  Pair(long seed, Wire.Weather weather, SaSettings ofInitiator, SaSettings ofResponder) {
    wire = new Wire(seed, weather);
    initiator = new Side(SITE, ofInitiator, seed + 1, wire);
    responder = new Side(HEAD_END, ofResponder, seed + 2, wire);
  }

  static Pair fair() {
    return new Pair(1, Wire.Weather.FAIR, settings(SITE), settings(HEAD_END));
  }

  /** Fair weather, Main Mode done. */
  static Pair established() {
    Pair pair = fair();
    pair.connect();
    pair.run(Duration.ofSeconds(1));
    return pair;
  }

  static InetAddress address(int a, int b, int c, int d) {
    try {
      return InetAddress.getByAddress(new byte[] {(byte) a, (byte) b, (byte) c, (byte) d});
    } catch (java.net.UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  static IkePolicy policy(EncryptionAlgorithm encryption, HashAlgorithm hash, DhGroup group) {
    return new IkePolicy(
        10, encryption, hash, Authentication.PRE_SHARE, group, Duration.ofHours(24));
  }

  /** Group 19, which is the cheapest to compute. */
  static IkePolicy policy() {
    return policy(EncryptionAlgorithm.AES_CBC_128, HashAlgorithm.SHA256, DhGroup.ECP_256);
  }

  static SaSettings settings(InetAddress own) {
    return settings(own, "the key of both", List.of(policy()));
  }

  static SaSettings settings(InetAddress own, String key, List<IkePolicy> policies) {
    Phase1Settings phase1 =
        new Phase1Settings(
            policies,
            Secret.ofText(key),
            new Payload.Identification(IdType.IPV4_ADDR, 17, 500, Octets.of(own.getAddress())),
            Set.of(LivenessProtocol.DPD),
            NatSettings.DEFAULT,
            Retransmission.DEFAULT,
            Phase1Settings.HALF_OPEN_LIFETIME,
            true);
    return new SaSettings(
        phase1,
        Optional.of(DpdSettings.periodic(Duration.ofSeconds(10))),
        List.of(offer(own)),
        SpiSource.RANDOM);
  }

  /** Protects 10.1.0.0/16 at the site with 10.2.0.0/16 at the head-end. */
  static ChildOffer offer(InetAddress own) {
    TrafficSelector site = TrafficSelector.network(address(10, 1, 0, 0), 16);
    TrafficSelector hub = TrafficSelector.network(address(10, 2, 0, 0), 16);
    return new ChildOffer(
        "green 1",
        own.equals(SITE) ? site : hub,
        own.equals(SITE) ? hub : site,
        List.of(
            new EspTransform(
                Optional.of(EncryptionAlgorithm.AES_CBC_128),
                Optional.of(HashAlgorithm.SHA1),
                true)),
        Optional.empty(),
        new ChildLifetime(Duration.ofHours(1), 0));
  }

  Instant now() {
    return now;
  }

  void connect() {
    initiator.initiate(now, new InetSocketAddress(HEAD_END, 500));
  }

  void negotiate(int spi) {
    initiator.step(new SaEvent.Negotiate(offer(SITE).request(spi)), now);
  }

  /** Lets time pass: datagrams arrive and deadlines come in their order. */
  void run(Duration time) {
    Instant end = now.plus(time);
    while (true) {
      Optional<Instant> next =
          Stream.of(arrival(), initiator.nextDeadline(), responder.nextDeadline())
              .flatMap(Optional::stream)
              .min(Instant::compareTo)
              .filter(at -> !at.isAfter(end));
      if (next.isEmpty()) {
        now = end;
        return;
      }
      now = next.get().isAfter(now) ? next.get() : now;
      advance();
    }
  }

  private Optional<Instant> arrival() {
    return Optional.ofNullable(wire.peek()).map(Wire.Flying::due);
  }

  private void advance() {
    while (arrival().filter(at -> !at.isAfter(now)).isPresent()) {
      Wire.Flying datagram = wire.take();
      Path path = new Path(datagram.to(), datagram.from(), datagram.to().getPort() != 500);
      InetAddress to = datagram.to().getAddress();
      if (to.equals(SITE)) {
        initiator.received(datagram.data(), path, now);
      } else if (to.equals(HEAD_END)) {
        responder.received(datagram.data(), path, now);
      }
    }
    for (Side side : List.of(initiator, responder)) {
      if (side.nextDeadline().filter(at -> !at.isAfter(now)).isPresent()) {
        side.step(new SaEvent.DeadlineReached(), now);
      }
    }
  }
}
