package dev.vigil.protocol.quickmode;

import static dev.vigil.protocol.quickmode.TwoSides.mirrored;
import static dev.vigil.protocol.quickmode.TwoSides.network;
import static dev.vigil.protocol.quickmode.TwoSides.offer;
import static dev.vigil.protocol.quickmode.TwoSides.proceeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.config.ChildLifetime;
import dev.vigil.protocol.config.EspTransform;
import dev.vigil.protocol.config.TrafficSelector;
import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.natt.NatTraversal;
import dev.vigil.protocol.wire.NotifyType;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Both roles against each other. */
class QuickModeTest {
  private static final EspTransform AES_SHA =
      new EspTransform(
          Optional.of(EncryptionAlgorithm.AES_CBC_128), Optional.of(HashAlgorithm.SHA1), true);
  private static final TrafficSelector OURS = network("10.1.0.0", 16);
  private static final TrafficSelector THEIRS = network("10.2.3.0", 24);
  private static final int SPI = 0xabcd_0123;

  private final TwoSides sides = TwoSides.of(1, HashAlgorithm.SHA1, NatTraversal.NO_NAT);

  static Stream<EspTransform> transforms() {
    List<EspTransform> all = new ArrayList<>();
    for (boolean tunnel : new boolean[] {true, false}) {
      for (HashAlgorithm hash : HashAlgorithm.values()) {
        all.add(new EspTransform(Optional.empty(), Optional.of(hash), tunnel));
        for (EncryptionAlgorithm cipher : EncryptionAlgorithm.values()) {
          all.add(new EspTransform(Optional.of(cipher), Optional.of(hash), tunnel));
        }
      }
      all.add(
          new EspTransform(Optional.of(EncryptionAlgorithm.AES_CBC_256), Optional.empty(), tunnel));
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void everyProtectionGivesBothSidesTheSameKeys(EspTransform transform) {
    for (HashAlgorithm prf : HashAlgorithm.values()) {
      ChildOffer mine = offer(OURS, THEIRS, Optional.empty(), transform);
      agree(TwoSides.of(7, prf, NatTraversal.NO_NAT), mine, transform);
    }
  }

  @ParameterizedTest
  @EnumSource(DhGroup.class)
  void perfectForwardSecrecyWithEveryGroup(DhGroup group) {
    agree(sides, offer(OURS, THEIRS, Optional.of(group), AES_SHA), AES_SHA);
  }

  @ParameterizedTest
  @EnumSource(NatTraversal.class)
  void udpEncapsulationGoesWithNat(NatTraversal nat) {
    for (boolean tunnel : new boolean[] {true, false}) {
      EspTransform transform =
          new EspTransform(AES_SHA.encryption(), AES_SHA.authentication(), tunnel);
      ChildSa child =
          agree(
              TwoSides.of(3, HashAlgorithm.SHA256, nat),
              offer(OURS, THEIRS, Optional.empty(), transform),
              transform);
      assertThat(child.udpEncapsulated()).isEqualTo(nat.nat());
    }
  }

  @Test
  void ipv6Flows() {
    ChildOffer mine =
        offer(
            network("2001:db8:1::", 48),
            new TrafficSelector(TwoSides.address("2001:db8:2::5"), 128, 6, 443),
            Optional.empty(),
            AES_SHA);
    agree(sides, mine, AES_SHA);
  }

  private static ChildSa agree(TwoSides sides, ChildOffer mine, EspTransform transform) {
    TwoSides.Outcome outcome = sides.run(mine.request(SPI), mirrored(mine));
    ChildSa one = outcome.initiators();
    ChildSa two = outcome.responders();
    assertThat(one.inboundSpi()).isEqualTo(two.outboundSpi()).isEqualTo(SPI);
    assertThat(two.inboundSpi()).isEqualTo(one.outboundSpi());
    assertThat(one.inboundEncryptionKey()).isEqualTo(two.outboundEncryptionKey());
    assertThat(one.outboundEncryptionKey()).isEqualTo(two.inboundEncryptionKey());
    assertThat(one.inboundAuthenticationKey()).isEqualTo(two.outboundAuthenticationKey());
    assertThat(one.outboundAuthenticationKey()).isEqualTo(two.inboundAuthenticationKey());
    int keyBytes = transform.encryption().map(EncryptionAlgorithm::keyBytes).orElse(0);
    int macBytes = transform.authentication().map(HashAlgorithm::digestBytes).orElse(0);
    assertThat(one.inboundEncryptionKey().length()).isEqualTo(keyBytes);
    assertThat(one.inboundAuthenticationKey().length()).isEqualTo(macBytes);
    if (keyBytes > 0) {
      assertThat(one.inboundEncryptionKey()).isNotEqualTo(one.outboundEncryptionKey());
    }
    assertThat(one.request().transforms()).containsExactly(transform);
    assertThat(two.request().transforms()).containsExactly(transform);
    assertThat(two.request().local()).isEqualTo(mine.remote());
    assertThat(two.request().remote()).isEqualTo(mine.local());
    assertThat(one.request().lifetime()).isEqualTo(two.request().lifetime());
    return one;
  }

  @Test
  void partOfAConfiguredFlowIsAgreedTo() {
    ChildOffer wide = offer(THEIRS, network("10.0.0.0", 8), Optional.empty(), AES_SHA);
    ChildOffer mine = offer(network("10.1.7.0", 24), THEIRS, Optional.empty(), AES_SHA);
    ChildSa child = sides.run(mine.request(SPI), wide).responders();
    assertThat(child.request().remote()).isEqualTo(network("10.1.7.0", 24));
    assertThat(child.request().name()).isEqualTo("green 1");
  }

  @Test
  void theShorterLifetimeHoldsOnBothSides() {
    ChildOffer mine = offer(OURS, THEIRS, Optional.empty(), AES_SHA);
    ChildOffer strict =
        new ChildOffer(
            "green 1",
            THEIRS,
            OURS,
            List.of(AES_SHA),
            Optional.empty(),
            new ChildLifetime(Duration.ofMinutes(20), 100_000));
    TwoSides.Outcome outcome = sides.run(mine.request(SPI), strict);
    assertThat(outcome.initiators().request().lifetime()).isEqualTo(strict.lifetime());
    assertThat(outcome.responders().request().lifetime()).isEqualTo(strict.lifetime());
    TwoSides.Outcome turned = sides.run(mirrored(strict).request(SPI), mirrored(mine));
    assertThat(turned.initiators().request().lifetime()).isEqualTo(strict.lifetime());
    assertThat(turned.responders().request().lifetime()).isEqualTo(strict.lifetime());
  }

  @Test
  void aShorterLifetimeIsSaidInResponderLifetime() {
    ChildOffer mine = offer(OURS, THEIRS, Optional.empty(), AES_SHA);
    ChildOffer strict =
        new ChildOffer(
            "green 1",
            THEIRS,
            OURS,
            List.of(AES_SHA),
            Optional.empty(),
            new ChildLifetime(Duration.ofMinutes(20), 4_608_000));
    List<Payload> message2 =
        proceeded(sides.answer(sides.begin(mine.request(SPI)).reply(), strict)).reply();
    assertThat(message2)
        .filteredOn(Payload.Notification.class::isInstance)
        .singleElement()
        .satisfies(payload -> {
          Payload.Notification notification = (Payload.Notification) payload;
          assertThat(notification.notifyType()).isEqualTo(NotifyType.RESPONDER_LIFETIME);
          assertThat(notification.data()).isEqualTo(Octets.ofHex("80010001800204b0"));
        });
  }

  @Test
  void thePeersWishForPfsIsGrantedWhereNoneIsConfigured() {
    ChildOffer mine = offer(OURS, THEIRS, Optional.of(DhGroup.ECP_256), AES_SHA);
    ChildOffer without = mirrored(offer(OURS, THEIRS, Optional.empty(), AES_SHA));
    ChildSa child = sides.run(mine.request(SPI), without).responders();
    assertThat(child.request().pfs()).contains(DhGroup.ECP_256);
  }

  @Test
  void thePeersPreferenceDecidesAmongTransforms() {
    EspTransform strong =
        new EspTransform(
            Optional.of(EncryptionAlgorithm.AES_CBC_256), Optional.of(HashAlgorithm.SHA256), true);
    ChildOffer mine = offer(OURS, THEIRS, Optional.empty(), strong, AES_SHA);
    ChildOffer theirs = mirrored(offer(OURS, THEIRS, Optional.empty(), AES_SHA, strong));
    ChildSa child = sides.run(mine.request(SPI), theirs).initiators();
    assertThat(child.request().transforms()).containsExactly(strong);
  }

  @Test
  void secretsNeverShowInText() {
    ChildOffer mine = offer(OURS, THEIRS, Optional.of(DhGroup.MODP_1024), AES_SHA);
    QuickModeStep.Proceeded first = sides.begin(mine.request(SPI));
    ChildSa child = sides.run(mine.request(SPI), mirrored(mine)).initiators();
    String key = Octets.of(child.inboundEncryptionKey().reveal()).toHex();
    assertThat(child.toString()).doesNotContain(key).contains("<secret>");
    assertThat(first.next().toString()).contains("<secret>");
  }
}
