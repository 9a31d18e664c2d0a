package dev.vigil.protocol.esp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.config.EspTransform;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.crypto.EspKeys;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.crypto.PacketProtection;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.ip.IpProtocol;
import dev.vigil.protocol.wire.Octets;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is not opened, and that it has no effect. */
class EspRefusalTest {
  private static final SplittableRandom RANDOM = new SplittableRandom(4_303);
  private static final Entropy ENTROPY = RANDOM::nextBytes;
  private static final EspTransform AES_SHA1 =
      new EspTransform(
          Optional.of(EncryptionAlgorithm.AES_CBC_128), Optional.of(HashAlgorithm.SHA1), true);
  private static final EspTransform AES_ALONE =
      new EspTransform(Optional.of(EncryptionAlgorithm.AES_CBC_128), Optional.empty(), true);
  private static final EspTransform TRANSPORT =
      new EspTransform(
          Optional.of(EncryptionAlgorithm.TRIPLE_DES_CBC),
          Optional.of(HashAlgorithm.SHA256),
          false);

  /** An IPv4 header alone. */
  private static final Octets INNER = Octets.ofHex("45000014000100004000a6e50a0000010a000002");

  private final SaPair pair = SaPair.of(AES_SHA1, RANDOM);
  private final EspSealer sealer = new EspSealer(pair.here());
  private final EspOpener opener = new EspOpener(pair.there(), 64);

  private Octets sealed() {
    return sealer.seal(INNER, IpProtocol.IPV4, ENTROPY).orElseThrow();
  }

  private static EspOpening refused(DropReason reason) {
    return new EspOpening.Refused(reason);
  }

  @ParameterizedTest
  @MethodSource("dev.vigil.protocol.esp.EspRoundTripTest#transforms")
  void eachFlippedBitIsRefusedAndMovesNothing(EspTransform transform) {
    if (transform.authentication().isEmpty()) {
      return;
    }
    SaPair ends = SaPair.of(transform, RANDOM);
    Octets packet = new EspSealer(ends.here()).seal(INNER, IpProtocol.IPV4, ENTROPY).orElseThrow();
    EspOpener there = new EspOpener(ends.there(), 64);
    for (int bit = 0; bit < 8 * packet.length(); bit++) {
      byte[] bytes = packet.toArray();
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(there.open(Octets.wrap(bytes)))
          .as("%s, bit %d", transform, bit)
          .isEqualTo(
              switch (bit / 32) {
                case 0 -> refused(DropReason.ESP_UNKNOWN_SPI);
                // Number 1 with its lowest bit flipped is 0, which nobody sends.
                case 1 -> refused(bit == 56 ? DropReason.ESP_REPLAYED : DropReason.ESP_UNAUTHENTIC);
                default -> refused(DropReason.ESP_UNAUTHENTIC);
              });
    }
    assertThat(there.open(packet)).isEqualTo(new EspOpening.Opened(INNER, IpProtocol.IPV4));
  }

  /** RFC 4303 §3.4.3: a forged number far ahead must not push genuine packets out of the window. */
  @Test
  void aForgedSequenceNumberMovesNoWindow() {
    byte[] forged = sealed().toArray();
    forged[4] = (byte) 0x80;
    assertThat(opener.open(Octets.wrap(forged))).isEqualTo(refused(DropReason.ESP_UNAUTHENTIC));
    assertThat(opener.open(sealed())).isInstanceOf(EspOpening.Opened.class);
  }

  @Test
  void eachPacketIsOpenedOnceWithinTheWindow() {
    Octets first = sealed();
    Octets second = sealed();
    assertThat(opener.open(second)).isInstanceOf(EspOpening.Opened.class);
    assertThat(opener.open(first)).isInstanceOf(EspOpening.Opened.class);
    assertThat(opener.open(first)).isEqualTo(refused(DropReason.ESP_REPLAYED));
    Octets late = sealed();
    for (int i = 0; i < 64; i++) {
      assertThat(opener.open(sealed())).isInstanceOf(EspOpening.Opened.class);
    }
    assertThat(opener.open(late)).isEqualTo(refused(DropReason.ESP_REPLAYED));
  }

  /** What is no news is not worth a MAC: it is refused before, whatever else is wrong with it. */
  @Test
  void aReplayIsSeenBeforeItsIntegrityIsChecked() {
    Octets packet = sealed();
    assertThat(opener.open(packet)).isInstanceOf(EspOpening.Opened.class);
    byte[] copy = packet.toArray();
    copy[copy.length - 1] ^= 1;
    assertThat(opener.open(Octets.wrap(copy))).isEqualTo(refused(DropReason.ESP_REPLAYED));
  }

  @Test
  void withoutAWindowACopyIsOpenedAgain() {
    EspOpener open = new EspOpener(pair.there(), 0);
    Octets packet = sealed();
    assertThat(open.open(packet)).isInstanceOf(EspOpening.Opened.class);
    assertThat(open.open(packet)).isInstanceOf(EspOpening.Opened.class);
  }

  @Test
  void whatIsCutOffIsRefused() {
    Octets packet = sealed();
    Set<DropReason> reasons = EnumSet.noneOf(DropReason.class);
    for (int length = 0; length < packet.length(); length++) {
      EspOpening opening = opener.open(packet.slice(0, length));
      assertThat(opening).as("%d bytes", length).isInstanceOf(EspOpening.Refused.class);
      reasons.add(((EspOpening.Refused) opening).reason());
    }
    assertThat(reasons).containsOnly(DropReason.ESP_MALFORMED, DropReason.ESP_UNAUTHENTIC);
  }

  @Test
  void dummiesAreDroppedQuietly() {
    Octets dummy =
        sealer.seal(Octets.ofHex("0123"), IpProtocol.NO_NEXT_HEADER, ENTROPY).orElseThrow();
    assertThat(opener.open(dummy)).isInstanceOf(EspOpening.Dummy.class);
    assertThat(opener.open(dummy)).isEqualTo(refused(DropReason.ESP_REPLAYED));
    assertThat(openText("5d41402abc4b2a76b971ff3b")).isInstanceOf(EspOpening.Dummy.class);
  }

  @Test
  void paddingAgainstTrafficAnalysisIsCutOff() {
    Octets padded = INNER.plus(Octets.wrap(new byte[900]));
    Octets packet = sealer.seal(padded, IpProtocol.IPV4, ENTROPY).orElseThrow();
    assertThat(opener.open(packet)).isEqualTo(new EspOpening.Opened(INNER, IpProtocol.IPV4));
  }

  @Test
  void whatIsInsideMustBeWhatTheNextHeaderSays() {
    assertThat(opener.open(sealer.seal(INNER, IpProtocol.IPV6, ENTROPY).orElseThrow()))
        .isEqualTo(refused(DropReason.ESP_MALFORMED));
    assertThat(opener.open(sealer.seal(INNER, IpProtocol.UDP, ENTROPY).orElseThrow()))
        .isEqualTo(refused(DropReason.ESP_WRONG_SELECTOR));
    Octets shorter = INNER.slice(0, 19);
    assertThat(opener.open(sealer.seal(shorter, IpProtocol.IPV4, ENTROPY).orElseThrow()))
        .isEqualTo(refused(DropReason.ESP_MALFORMED));
    assertThat(opener.open(sealer.seal(Octets.EMPTY, IpProtocol.IPV4, ENTROPY).orElseThrow()))
        .isEqualTo(refused(DropReason.ESP_MALFORMED));
  }

  @Test
  void transportModeTakesAnyProtocol() {
    SaPair ends = SaPair.of(TRANSPORT, RANDOM);
    EspSealer here = new EspSealer(ends.here());
    EspOpener there = new EspOpener(ends.there(), 64);
    for (int length = 0; length < 40; length++) {
      Octets segment = Octets.wrap(new byte[length]);
      assertThat(there.open(here.seal(segment, IpProtocol.TCP, ENTROPY).orElseThrow()))
          .isEqualTo(new EspOpening.Opened(segment, IpProtocol.TCP));
    }
  }

  /** RFC 4303 §2.4: padding is 1, 2, 3 …; longer than need be is allowed. */
  @Test
  void paddingIsInspected() {
    assertThat(openText("0102030405060708090a0a04")).isInstanceOf(EspOpening.Opened.class);
    assertThat(openText("0102030405060708090a0b0c0d0e0f101112131415161718191a1a04"))
        .isInstanceOf(EspOpening.Opened.class);
    assertThat(openText("0102030405060708090b0a04")).isEqualTo(refused(DropReason.ESP_MALFORMED));
    assertThat(openText("0000000000000000000a0a04")).isEqualTo(refused(DropReason.ESP_MALFORMED));
    // Pad length beyond the packet's begin, by one and by far.
    assertThat(openText("0102030405060708090a1f04")).isEqualTo(refused(DropReason.ESP_MALFORMED));
    assertThat(openText("0102030405060708090aff04")).isEqualTo(refused(DropReason.ESP_MALFORMED));
  }

  /** An authentic packet that the sealer would not make: the inner packet, then this text. */
  private EspOpening openText(String trailer) {
    SaPair ends = SaPair.of(AES_SHA1, RANDOM);
    EspKeys keys = EspLayout.outbound(ends.here());
    Octets text = INNER.plus(Octets.ofHex(trailer));
    byte[] packet = new byte[8 + 16 + text.length() + 12];
    EspLayout.writeHeader(packet, ends.here().outboundSpi(), 1);
    PacketProtection.encrypt(
        keys, INNER, 16, text.slice(16, text.length() - 16).toArray(), packet, 24);
    PacketProtection.sign(keys, packet, 24 + text.length());
    return new EspOpener(ends.there(), 64).open(Octets.wrap(packet));
  }

  /** Whatever the bytes are, an opener does not throw, with and without authentication. */
  @Test
  void garbageNeverThrows() {
    SplittableRandom random = new SplittableRandom(9);
    SaPair unauthenticated = SaPair.of(AES_ALONE, random);
    EspOpener gullible = new EspOpener(unauthenticated.there(), 64);
    int malformed = 0;
    for (int round = 0; round < 100_000; round++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      if (bytes.length >= 8 && round % 8 != 0) {
        EspLayout.writeHeader(
            bytes, pair.there().inboundSpi(), round % 8 == 1 ? random.nextInt() : round);
      }
      assertThat(opener.open(Octets.wrap(bytes)))
          .as("seed 9, round %d", round)
          .isInstanceOf(EspOpening.Refused.class);
      EspOpening opening = gullible.open(Octets.wrap(bytes));
      malformed += opening.equals(refused(DropReason.ESP_MALFORMED)) ? 1 : 0;
    }
    assertThat(malformed).isGreaterThan(80_000);
    assertThat(opener.open(sealed())).isInstanceOf(EspOpening.Opened.class);
  }
}
