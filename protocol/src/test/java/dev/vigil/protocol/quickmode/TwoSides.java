package dev.vigil.protocol.quickmode;

import dev.vigil.protocol.config.ChildLifetime;
import dev.vigil.protocol.config.EspTransform;
import dev.vigil.protocol.config.TrafficSelector;
import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.exchange.Role;
import dev.vigil.protocol.natt.NatTraversal;
import dev.vigil.protocol.natt.NatVariant;
import dev.vigil.protocol.phase1.Phase1Result;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.CookiePair;
import dev.vigil.protocol.wire.Decoding;
import dev.vigil.protocol.wire.IdType;
import dev.vigil.protocol.wire.LivenessProtocol;
import dev.vigil.protocol.wire.MessageDecoder;
import dev.vigil.protocol.wire.MessageEncoder;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import dev.vigil.protocol.wire.PayloadChain;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Both ends of one IKE SA, with the same keys, and the bytes between them. */
record TwoSides(Phase1Result initiator, Phase1Result responder, Entropy entropy) {
  static final Instant NOW = Instant.EPOCH;
  static final int MESSAGE_ID = 0x1234_5678;

  static TwoSides of(long seed, HashAlgorithm hash, NatTraversal nat) {
    Random random = new Random(seed);
    Entropy entropy = random::nextBytes;
    CookiePair cookies =
        new CookiePair(new Cookie(random.nextLong()), new Cookie(random.nextLong()));
    Secret d = Secret.wrap(entropy.bytes(hash.digestBytes()));
    Secret a = Secret.wrap(entropy.bytes(hash.digestBytes()));
    return of(cookies, hash, nat, d, a, entropy);
  }

  static TwoSides of(
      CookiePair cookies,
      HashAlgorithm hash,
      NatTraversal nat,
      Secret d,
      Secret a,
      Entropy entropy) {
    Secret cipher = Secret.wrap(entropy.bytes(16));
    InetSocketAddress one = new InetSocketAddress(address("192.0.2.1"), 500);
    InetSocketAddress two = new InetSocketAddress(address("198.51.100.2"), 500);
    return new TwoSides(
        result(cookies, Role.INITIATOR, new Path(one, two, false), hash, nat, d, a, cipher),
        result(cookies, Role.RESPONDER, new Path(two, one, false), hash, nat, d, a, cipher),
        entropy);
  }

  private static Phase1Result result(
      CookiePair cookies,
      Role role,
      Path path,
      HashAlgorithm hash,
      NatTraversal nat,
      Secret d,
      Secret a,
      Secret cipher) {
    return new Phase1Result(
        cookies,
        role,
        path,
        EncryptionAlgorithm.AES_CBC_128,
        hash,
        DhGroup.MODP_2048,
        Duration.ofDays(1),
        NOW,
        d,
        a,
        cipher,
        Octets.wrap(new byte[16]),
        identity(path.local()),
        identity(path.remote()),
        Optional.of(LivenessProtocol.DPD),
        false,
        nat,
        nat.nat() ? Optional.of(NatVariant.RFC3947) : Optional.empty());
  }

  private static Payload.Identification identity(InetSocketAddress address) {
    return new Payload.Identification(
        IdType.IPV4_ADDR, 0, 0, Octets.of(address.getAddress().getAddress()));
  }

  static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }

  static TrafficSelector network(String prefix, int length) {
    return TrafficSelector.network(address(prefix), length);
  }

  static ChildOffer offer(
      TrafficSelector local,
      TrafficSelector remote,
      Optional<DhGroup> pfs,
      EspTransform... transforms) {
    return new ChildOffer(
        "green 1",
        local,
        remote,
        List.of(transforms),
        pfs,
        new ChildLifetime(Duration.ofHours(1), 4_608_000));
  }

  /** The same seen from the other side. */
  static ChildOffer mirrored(ChildOffer offer) {
    return new ChildOffer(
        offer.name(),
        /* local= */ offer.remote(),
        /* remote= */ offer.local(),
        offer.transforms(),
        offer.pfs(),
        offer.lifetime());
  }

  /** As the other side reads it, with padding behind it as encryption leaves it. */
  static QuickModeMessage arrived(List<Payload> payloads) {
    Octets padded = MessageEncoder.chain(payloads).plus(Octets.wrap(new byte[7]));
    return arrived(payloads.getFirst().type(), padded);
  }

  static QuickModeMessage arrived(int firstType, Octets clear) {
    return switch (MessageDecoder.chain(firstType, clear)) {
      case Decoding.Decoded<PayloadChain>(PayloadChain chain) ->
          QuickModeMessage.of(chain, clear, 0).orElseThrow();
      case Decoding.Malformed<PayloadChain> malformed ->
          throw new IllegalArgumentException(malformed.reason());
    };
  }

  QuickModeStep.Proceeded begin(ChildRequest request) {
    return QuickMode.initiate(initiator, request, MESSAGE_ID, entropy);
  }

  QuickModeStep answer(List<Payload> message1, ChildOffer... offers) {
    return QuickMode.respond(
        responder, MESSAGE_ID, arrived(message1), List.of(offers), SpiSource.RANDOM, NOW, entropy);
  }

  /** What both sides have after three messages. */
  record Outcome(ChildSa initiators, ChildSa responders) {}

  Outcome run(ChildRequest request, ChildOffer... offers) {
    QuickModeStep.Proceeded first = begin(request);
    QuickModeStep.Proceeded second = proceeded(answer(first.reply(), offers));
    QuickModeStep.Proceeded third =
        proceeded(QuickMode.step(first.next(), initiator, arrived(second.reply()), NOW));
    QuickModeStep.Proceeded last =
        proceeded(QuickMode.step(second.next(), responder, arrived(third.reply()), NOW));
    return new Outcome(third.established().orElseThrow(), last.established().orElseThrow());
  }

  static QuickModeStep.Proceeded proceeded(QuickModeStep step) {
    return switch (step) {
      case QuickModeStep.Proceeded proceeded -> proceeded;
      case QuickModeStep.Refused refused ->
          throw new AssertionError("refused: " + refused.reason());
      case QuickModeStep.Dropped dropped ->
          throw new AssertionError("dropped: " + dropped.reason());
    };
  }

  static QuickModeStep.Refused refused(QuickModeStep step) {
    if (step instanceof QuickModeStep.Refused refused) {
      return refused;
    }
    throw new AssertionError("not refused: " + step);
  }
}
