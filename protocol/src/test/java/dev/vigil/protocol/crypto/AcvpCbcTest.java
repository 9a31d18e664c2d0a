package dev.vigil.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.protocol.wire.Octets;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** CBC against NIST's ACVP answers: known answers, multi-block messages, Monte Carlo chains. */
final class AcvpCbcTest {
  @Test
  void aesAnswersAsNistSays() {
    assertThat(checkAll("ciphers/ACVP-AES-CBC-1.0/internalProjection.json.gz", 1000))
        .isEqualTo(2156);
  }

  @Test
  void tripleDesAnswersAsNistSays() {
    assertThat(checkAll("ciphers/ACVP-TDES-CBC-1.0/internalProjection.json.gz", 10_000))
        .isEqualTo(690);
  }

  /** FIPS 81, table C1: DES in CBC mode. */
  @Test
  void desAnswersAsFips81Says() {
    Secret key = Secret.wrap(Octets.ofHex("0123456789abcdef").toArray());
    byte[] iv = Octets.ofHex("1234567890abcdef").toArray();
    byte[] text = "Now is the time for all ".getBytes(StandardCharsets.US_ASCII);
    byte[] sealed = run("encrypt", EncryptionAlgorithm.DES_CBC, key, iv, text);

    assertThat(Octets.of(sealed))
        .isEqualTo(Octets.ofHex("e5c7cdde872bf27c43e934008c389c0f683788499a7c05f6"));
    assertThat(run("decrypt", EncryptionAlgorithm.DES_CBC, key, iv, sealed)).isEqualTo(text);
  }

  private static int checkAll(String file, int monteCarloRounds) {
    int checked = 0;
    for (JsonNode group : JsonVectors.read(file).get("testGroups")) {
      for (JsonNode test : group.get("tests")) {
        if (test.has("resultsArray")) {
          // Each round begins from its own published key, IV and text, so a sample is enough.
          JsonNode rounds = test.get("resultsArray");
          for (int i = 0; i < rounds.size(); i += 20) {
            monteCarlo(group, rounds.get(i), monteCarloRounds);
          }
        } else {
          boolean encrypt = encrypts(group);
          byte[] in = JsonVectors.bytes(test, encrypt ? "pt" : "ct");
          byte[] out =
              run(group.get("direction").asText(), algorithm(group), key(test), iv(test), in);
          assertThat(out).isEqualTo(JsonVectors.bytes(test, encrypt ? "ct" : "pt"));
        }
        checked++;
      }
    }
    return checked;
  }

  /** One outer round of the Monte Carlo test of CBC: each result becomes a later input. */
  private static void monteCarlo(JsonNode group, JsonNode round, int count) {
    boolean encrypt = encrypts(group);
    String direction = group.get("direction").asText();
    byte[] in = JsonVectors.bytes(round, encrypt ? "pt" : "ct");
    byte[] iv = iv(round);
    byte[] previous = iv;
    byte[] out = in;
    for (int i = 0; i < count; i++) {
      out = run(direction, algorithm(group), key(round), iv, in);
      if (encrypt) {
        in = previous;
        iv = out;
        previous = out;
      } else {
        iv = in;
        in = group.has("keyingOption") ? out : previous;
        previous = out;
      }
    }
    assertThat(out).isEqualTo(JsonVectors.bytes(round, encrypt ? "ct" : "pt"));
  }

  private static byte[] run(
      String direction, EncryptionAlgorithm algorithm, Secret key, byte[] iv, byte[] in) {
    byte[] out = Arrays.copyOf(in, in.length);
    if (direction.equals("encrypt")) {
      CbcCipher.ofThread().encrypt(algorithm, key, iv, 0, out, 0, out.length);
    } else {
      CbcCipher.ofThread().decrypt(algorithm, key, iv, 0, out, 0, out.length);
    }
    return out;
  }

  private static boolean encrypts(JsonNode group) {
    return group.get("direction").asText().equals("encrypt");
  }

  private static EncryptionAlgorithm algorithm(JsonNode group) {
    return group.has("keyingOption")
        ? EncryptionAlgorithm.TRIPLE_DES_CBC
        : EncryptionAlgorithm.valueOf("AES_CBC_" + group.get("keyLen").asText());
  }

  private static Secret key(JsonNode test) {
    return test.has("key")
        ? JsonVectors.secret(test, "key")
        : Secret.wrap(
            JsonVectors.octets(test, "key1")
                .plus(JsonVectors.octets(test, "key2"))
                .plus(JsonVectors.octets(test, "key3"))
                .toArray());
  }

  private static byte[] iv(JsonNode test) {
    return JsonVectors.bytes(test, "iv");
  }
}
