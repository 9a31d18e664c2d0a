package dev.vigil.protocol.phase1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.config.Authentication;
import dev.vigil.protocol.config.IkePolicy;
import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.phase1.MainModeResponder.FirstMessage;
import dev.vigil.protocol.wire.Attribute;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.CookiePair;
import dev.vigil.protocol.wire.Decoding;
import dev.vigil.protocol.wire.IdType;
import dev.vigil.protocol.wire.LivenessProtocol;
import dev.vigil.protocol.wire.Message;
import dev.vigil.protocol.wire.MessageDecoder;
import dev.vigil.protocol.wire.NotifyType;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import dev.vigil.protocol.wire.Proposal;
import dev.vigil.protocol.wire.Transform;
import dev.vigil.protocol.wire.VendorIds;
import dev.vigil.testing.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a stranger can get out of a responder with one datagram, and what it costs us. */
class FirstMessageTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Cookie OURS = new Cookie(0x77);

  private static IkePolicy policy(EncryptionAlgorithm encryption, DhGroup group) {
    return new IkePolicy(
        1,
        encryption,
        HashAlgorithm.SHA1,
        Authentication.PRE_SHARE,
        group,
        Duration.ofSeconds(3600));
  }

  private static Phase1Settings settings(IkePolicy... policies) {
    return new Phase1Settings(
        List.of(policies),
        Secret.ofText("k"),
        new Payload.Identification(IdType.IPV4_ADDR, 0, 0, Octets.ofHex("0a000001")),
        Set.of(LivenessProtocol.DPD),
        NatSettings.DEFAULT,
        Retransmission.DEFAULT,
        Phase1Settings.HALF_OPEN_LIFETIME,
        false);
  }

  private static FirstMessage answer(Octets datagram, IkePolicy... policies) {
    Random random = new Random(1);
    Entropy entropy = random::nextBytes;
    return MainModeResponder.firstMessage(datagram, OURS, settings(policies), NOW, entropy);
  }

  private static Octets offer(Transform... transforms) {
    return offer(List.of(transforms), List.of());
  }

  private static Octets offer(List<Transform> transforms, List<VendorIds> vendorIds) {
    List<Payload> payloads = new ArrayList<>();
    payloads.add(
        new Payload.SecurityAssociation(
            1, 1, List.of(new Proposal(1, Proposal.ISAKMP, Octets.EMPTY, transforms))));
    vendorIds.forEach(it -> payloads.add(it.payload()));
    return MainMode.clear(new CookiePair(new Cookie(0x11), Cookie.NONE), payloads);
  }

  private static Transform transform(IkePolicy policy) {
    return Phase1Transform.of(1, policy);
  }

  private static Transform with(Transform transform, Attribute... more) {
    List<Attribute> attributes = new ArrayList<>(transform.attributes());
    attributes.addAll(List.of(more));
    return new Transform(transform.number(), transform.id(), attributes);
  }

  private static final IkePolicy AES = policy(EncryptionAlgorithm.AES_CBC_128, DhGroup.MODP_2048);
  private static final IkePolicy TRIPLE_DES =
      policy(EncryptionAlgorithm.TRIPLE_DES_CBC, DhGroup.MODP_1024);

  private static Suite chosen(FirstMessage answer) {
    return ((FirstMessage.Accepted) answer).halfOpen().suite();
  }

  @Test
  void ourOrderOfPreferenceDecides() {
    Octets both = offer(transform(TRIPLE_DES), transform(AES));

    assertThat(chosen(answer(both, AES, TRIPLE_DES)).encryption())
        .isEqualTo(EncryptionAlgorithm.AES_CBC_128);
    assertThat(chosen(answer(both, TRIPLE_DES, AES)).encryption())
        .isEqualTo(EncryptionAlgorithm.TRIPLE_DES_CBC);
  }

  @Test
  void theShorterLifetimeHolds() {
    Octets longer = offer(transform(AES.withLifetime(Duration.ofDays(20))));
    Octets shorter = offer(transform(AES.withLifetime(Duration.ofSeconds(300))));
    Octets endless = offer(transform(AES.withLifetime(Duration.ZERO)));

    assertThat(chosen(answer(longer, AES)).lifetime()).isEqualTo(Duration.ofSeconds(3600));
    assertThat(chosen(answer(shorter, AES)).lifetime()).isEqualTo(Duration.ofSeconds(300));
    assertThat(chosen(answer(endless, AES)).lifetime()).isEqualTo(Duration.ofSeconds(3600));
  }

  @Test
  void attributesThatWeDoNotKnowAreNotAgreedTo() {
    Octets unknown = offer(with(transform(AES), Attribute.basic(13, 1)));
    Octets twice = offer(with(transform(AES), Attribute.basic(4, 14)));

    assertThat(answer(unknown, AES)).isInstanceOf(FirstMessage.Refused.class);
    assertThat(answer(twice, AES)).isInstanceOf(FirstMessage.Refused.class);
  }

  @Test
  void otherWaysToAuthenticateAreRefused() {
    for (int method : new int[] {2, 3, 4, 5, 64221, 65001}) {
      List<Attribute> attributes =
          transform(AES).attributes().stream()
              .map(it -> it.type() == 3 ? Attribute.basic(3, method) : it)
              .toList();
      assertThat(answer(offer(new Transform(1, 1, attributes)), AES))
          .isInstanceOf(FirstMessage.Refused.class);
    }
  }

  @Test
  void aRefusalSaysNoMoreThanThat() {
    FirstMessage.Refused refused = (FirstMessage.Refused) answer(offer(transform(TRIPLE_DES)), AES);
    Message reply = ((Decoding.Decoded<Message>) MessageDecoder.decode(refused.reply())).value();

    assertThat(reply.payloads())
        .containsExactly(
            new Payload.Notification(
                1, 1, Octets.EMPTY, NotifyType.NO_PROPOSAL_CHOSEN, Octets.EMPTY));
  }

  @Test
  void aRefusalCanBeExplained() {
    assertThat(MainModeResponder.explain(offer(transform(TRIPLE_DES)), settings(AES)))
        .hasSize(2)
        .first()
        .asString()
        .contains("Encryption algorithm offered does not match policy!");
  }

  @Test
  void eachDialectOfNatTraversalIsAnsweredInKind() {
    for (VendorIds dialect :
        List.of(
            VendorIds.NAT_T_RFC3947,
            VendorIds.NAT_T_DRAFT_03,
            VendorIds.NAT_T_DRAFT_02_LF,
            VendorIds.NAT_T_DRAFT_02)) {
      FirstMessage.Accepted accepted =
          (FirstMessage.Accepted) answer(offer(List.of(transform(AES)), List.of(dialect)), AES);
      Message reply =
          ((Decoding.Decoded<Message>) MessageDecoder.decode(accepted.halfOpen().reply())).value();
      assertThat(reply.all(Payload.VendorId.class))
          .containsExactly(VendorIds.DPD.payload(), dialect.payload());
    }
    FirstMessage.Accepted none =
        (FirstMessage.Accepted)
            answer(offer(List.of(transform(AES)), List.of(VendorIds.NAT_T_DRAFT_00)), AES);
    assertThat(none.halfOpen().features().nat()).isEmpty();
  }

  /** No datagram of anybody's draws a reply of more than three times its size. */
  @Test
  void isNoAmplifier() throws IOException {
    try (Stream<Path> files = Files.list(Vectors.path("messages"))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".bin")).toList()) {
        Octets datagram = Octets.of(Files.readAllBytes(file));
        bounded(datagram, answer(datagram, AES, TRIPLE_DES));
      }
    }
    bounded(offer(transform(AES)), answer(offer(transform(AES)), AES));
    bounded(offer(), answer(offer(), AES));
  }

  private static void bounded(Octets datagram, FirstMessage answer) {
    int reply =
        switch (answer) {
          case FirstMessage.Accepted(HalfOpen halfOpen) -> halfOpen.reply().length();
          case FirstMessage.Refused(Octets notify) -> notify.length();
          case FirstMessage.Dropped _ -> 0;
        };
    assertThat(reply).isLessThanOrEqualTo(3 * datagram.length());
  }

  /** Fifty transforms, more than any peer offers, and each of them to be remembered for HASH_I. */
  @Test
  void aLongOfferIsPackedAndComesBackWhole() {
    List<Transform> many = new ArrayList<>();
    for (int i = 1; i < 50; i++) {
      many.add(
          Phase1Transform.of(
              i, TRIPLE_DES.withLifetime(Duration.ofSeconds(600 + 7919L * i % 5000))));
    }
    many.add(transform(AES));
    Octets datagram = offer(many, List.of());
    HalfOpen halfOpen = ((FirstMessage.Accepted) answer(datagram, AES)).halfOpen();

    assertThat(halfOpen.saiLength()).isGreaterThan(1500);
    assertThat(halfOpen.bytes()).isLessThanOrEqualTo(HalfOpen.MAX_BYTES);
    assertThat(halfOpen.sai())
        .isEqualTo(
            ((Decoding.Decoded<Message>) MessageDecoder.decode(datagram))
                .value()
                .chain()
                .body(Payload.SecurityAssociation.class)
                .orElseThrow());
  }

  @Test
  void anOfferThatCannotBePackedIsNotRemembered() {
    Random random = new Random(3);
    List<Transform> noise = new ArrayList<>();
    for (int i = 1; i < 40; i++) {
      byte[] value = new byte[60];
      random.nextBytes(value);
      noise.add(new Transform(i, 1, List.of(Attribute.variable(99, Octets.of(value)))));
    }
    noise.add(transform(AES));

    assertThat(answer(offer(noise, List.of()), AES)).isInstanceOf(FirstMessage.Dropped.class);
  }

  /** What {@link HalfOpen#FIXED_BYTES} claims, measured on the heap. */
  @Test
  void aHalfOpenEntryTakesNoMoreThanItSays() {
    int count = 20_000;
    Octets[] offers = new Octets[count];
    for (int i = 0; i < count; i++) {
      offers[i] = offer(List.of(transform(AES)), List.of(VendorIds.NAT_T_RFC3947));
    }
    List<HalfOpen> kept = new ArrayList<>(count);
    long before = used();
    for (Octets datagram : offers) {
      kept.add(((FirstMessage.Accepted) answer(datagram, AES)).halfOpen());
    }
    long each = (used() - before) / count;

    assertThat(each).isLessThanOrEqualTo(kept.getLast().bytes());
    assertThat(kept.getFirst().bytes()).isLessThanOrEqualTo(HalfOpen.MAX_BYTES);
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
