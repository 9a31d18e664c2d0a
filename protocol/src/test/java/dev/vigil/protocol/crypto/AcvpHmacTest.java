package dev.vigil.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.protocol.wire.Octets;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** HMAC against NIST's ACVP answers: keys shorter and longer than a block, truncated results. */
final class AcvpHmacTest {
  @Test
  void sha1() {
    assertThat(checkAll("HMAC-SHA-1-2.0", HashAlgorithm.SHA1)).isEqualTo(150);
  }

  @Test
  void sha256() {
    assertThat(checkAll("HMAC-SHA2-256-2.0", HashAlgorithm.SHA256)).isEqualTo(150);
  }

  /** RFC 2202 §2, test case 1, and RFC 4231 §4.2. */
  @Test
  void otherHashes() {
    Octets hiThere = Octets.of("Hi There".getBytes(StandardCharsets.US_ASCII));
    Secret b16 = Secret.wrap(Octets.ofHex("0b".repeat(16)).toArray());
    Secret b20 = Secret.wrap(Octets.ofHex("0b".repeat(20)).toArray());
    assertThat(Prf.mac(HashAlgorithm.MD5, b16, hiThere))
        .isEqualTo(Octets.ofHex("9294727a3638bb1c13f48ef8158bfc9d"));
    assertThat(Prf.mac(HashAlgorithm.SHA384, b20, hiThere))
        .isEqualTo(
            Octets.ofHex(
                "afd03944d84895626b0825f4ab46907f15f9dadbe4101ec682aa034c7cebc59c"
                    + "faea9ea9076ede7f4af152e8b2fa9cb6"));
    assertThat(Prf.mac(HashAlgorithm.SHA512, b20, hiThere))
        .isEqualTo(
            Octets.ofHex(
                "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde"
                    + "daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854"));
  }

  @Test
  void verifiesWhatItMadeAndNothingElse() {
    Secret key = Secret.ofText("key");
    Octets text = Octets.ofHex("00112233");
    Octets mac = Prf.mac(HashAlgorithm.SHA1, key, text);
    assertThat(Prf.verify(HashAlgorithm.SHA1, key, mac, text)).isTrue();
    assertThat(Prf.verify(HashAlgorithm.SHA1, key, mac, text.plus(text))).isFalse();
    assertThat(Prf.verify(HashAlgorithm.SHA1, Secret.ofText("kez"), mac, text)).isFalse();
    assertThat(Prf.verify(HashAlgorithm.SHA1, key, mac.slice(0, 19), text)).isFalse();
  }

  private static int checkAll(String folder, HashAlgorithm hash) {
    int checked = 0;
    String file = "ciphers/" + folder + "/internalProjection.json.gz";
    for (JsonNode group : JsonVectors.read(file).get("testGroups")) {
      for (JsonNode test : group.get("tests")) {
        Octets expected = JsonVectors.octets(test, "mac");
        Octets mac =
            Prf.mac(hash, JsonVectors.secret(test, "key"), JsonVectors.octets(test, "msg"));
        assertThat(mac.slice(0, expected.length())).isEqualTo(expected);
        checked++;
      }
    }
    return checked;
  }
}
