package dev.vigil.protocol.esp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.config.EspTransform;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.wire.Octets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole ESP packets of RFC 3602 §4, cases 5 to 8: made to the byte, and opened again. */
class Rfc3602Test {
  private static final Secret NOTHING = Secret.wrap(new byte[0]);

  /**
   * @param payload of transport mode without, of tunnel mode with its IP header
   * @param packet from SPI to the last encrypted block
   */
  record Case(
      int number,
      String key,
      int spi,
      int sequence,
      boolean tunnel,
      int nextHeader,
      String payload,
      String packet) {
    @Override
    public String toString() {
      return "case " + number;
    }
  }

  static List<Case> cases() {
    String transportKey = "90d382b4 10eeba7a d938c46c ec1a82bf";
    String tunnelKey = "01234567 89abcdef 01234567 89abcdef";
    return List.of(
        new Case(
            5,
            transportKey,
            0x4321,
            1,
            false,
            1,
            """
            08000ebd a70a0000 8e9c083d b95b0700 08090a0b 0c0d0e0f 10111213 14151617
            18191a1b 1c1d1e1f 20212223 24252627 28292a2b 2c2d2e2f 30313233 34353637
            """,
            """
            00004321 00000001
            e96e8c08 ab465763 fd098d45 dd3ff893
            f663c25d 325c18c6 a9453e19 4e120849 a4870b66 cc6b9965 330013b4 898dc856
            a4699e52 3a55db08 0b59ec3a 8e4b7e52 775b07d1 db34ed9c 538ab50c 551b874a
            a269add0 47ad2d59 13ac19b7 cfbad4a6
            """),
        new Case(
            6,
            transportKey,
            0x4321,
            8,
            false,
            1,
            "0800b5e8 a80a0500 a69c083d 0b660e00 77777777 77777777 77777777",
            """
            00004321 00000008
            69d08df7 d203329d b093fc49 24e5bd80
            f5199588 1ec4e0c4 488987ce 742e8109 689bb379 d2d750c0 d915dca3 46a89f75
            """),
        new Case(
            7,
            tunnelKey,
            0x8765,
            2,
            true,
            4,
            """
            45000054 09040000 4001f988 c0a87b03 c0a87bc8 08009f76 a90a0100 b49c083d
            02a20400 08090a0b 0c0d0e0f 10111213 14151617 18191a1b 1c1d1e1f 20212223
            24252627 28292a2b 2c2d2e2f 30313233 34353637
            """,
            """
            00008765 00000002
            f4e76524 4f6407ad f13dc138 0f673f37
            773b5241 a4c44922 5e4f3ce5 ed611b0c 237ca96c f74a9301 3c1b0ea1 a0cf70f8
            e4ecaec7 8ac53aad 7a0f022b 859243c6 47752e94 a859352b 8a4d4d2d ecd136e5
            c177f132 ad3fbfb2 201ac990 4c74ee0a 109e0ca1 e4dfe9d5 a100b842 f1c22f0d
            """),
        new Case(
            8,
            tunnelKey,
            0x8765,
            5,
            true,
            4,
            """
            45000044 090c0000 4001f990 c0a87b03 c0a87bc8 0800d63c aa0a0200 c69c083d
            a3de0300 ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff
            ffffffff
            """,
            """
            00008765 00000005
            85d47224 b5f3dd5d 2101d4ea 8dffab22
            15b92683 819596a8 047232cc 00f7048f e45318e1 1f8a0f62 ede3c3fc 61203bb5
            0f980a08 c9843fd3 a1b06d5c 07ff9639 b7eb7dfb 3512e5de 435e7207 ed971ef3
            d2726d9b 5ef6affc 6d17a0de cbb13892
            """));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sealsToTheByte(Case vector) {
    Octets packet = hex(vector.packet());
    Entropy iv = target -> packet.slice(8, 16).asBuffer().get(target);
    EspSealer sealer = new EspSealer(pair(vector).here(), vector.sequence() - 1);
    assertThat(sealer.seal(hex(vector.payload()), vector.nextHeader(), iv)).contains(packet);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void opensAgain(Case vector) {
    EspOpener opener = new EspOpener(pair(vector).there(), 64);
    assertThat(opener.open(hex(vector.packet())))
        .isEqualTo(new EspOpening.Opened(hex(vector.payload()), vector.nextHeader()));
  }

  /** The cases have no authentication, and one key. */
  private static SaPair pair(Case vector) {
    EspTransform transform =
        new EspTransform(
            Optional.of(EncryptionAlgorithm.AES_CBC_128), Optional.empty(), vector.tunnel());
    SaPair.Keys keys = new SaPair.Keys(Secret.of(hex(vector.key()).toArray()), NOTHING);
    int other = 0x1_0000;
    return new SaPair(
        SaPair.child(transform, other, keys, vector.spi(), keys),
        SaPair.child(transform, vector.spi(), keys, other, keys));
  }

  private static Octets hex(String text) {
    return Octets.wrap(HexFormat.of().parseHex(text.replaceAll("\\s", "")));
  }
}
