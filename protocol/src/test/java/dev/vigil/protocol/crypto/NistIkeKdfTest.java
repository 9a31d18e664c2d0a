package dev.vigil.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.CookiePair;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.testing.Vectors;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The SKEYID family against NIST's CAVS answers, for both ways to authenticate. */
final class NistIkeKdfTest {
  @Test
  void derivesTheFamilyFromAPreSharedKey() {
    assertThat(checkAll("kdf/ikev1_psk.subset.txt")).isEqualTo(51);
  }

  @Test
  void derivesTheFamilyForSignatures() {
    assertThat(checkAll("kdf/ikev1_dsa.subset.txt")).isEqualTo(51);
  }

  private static int checkAll(String file) {
    HashAlgorithm hash = HashAlgorithm.SHA1;
    Map<String, String> fields = new HashMap<>();
    int checked = 0;
    for (String line : Vectors.text(file).lines().map(String::strip).toList()) {
      if (line.startsWith("[SHA-")) {
        hash = HashAlgorithm.valueOf(line.substring(1, line.length() - 1).replace("-", ""));
      } else if (line.contains(" = ") && !line.startsWith("[")) {
        String[] parts = line.split(" = ", 2);
        fields.put(parts[0], parts[1]);
      }
      if (line.startsWith("SKEYID_e")) {
        check(hash, fields);
        fields.clear();
        checked++;
      }
    }
    return checked;
  }

  private static void check(HashAlgorithm hash, Map<String, String> fields) {
    Octets ni = octets(fields, "Ni");
    Octets nr = octets(fields, "Nr");
    Secret gxy = secret(fields, "g^xy");
    Secret skeyid =
        fields.containsKey("pre-shared-key")
            ? KeyDerivation.skeyidFromPreSharedKey(hash, secret(fields, "pre-shared-key"), ni, nr)
            : KeyDerivation.skeyidForSignatures(hash, ni, nr, gxy);
    CookiePair cookies = new CookiePair(cookie(fields, "CKY_I"), cookie(fields, "CKY_R"));
    SkeyidFamily family = KeyDerivation.family(hash, skeyid, gxy, cookies);

    assertThat(family.skeyid()).isEqualTo(secret(fields, "SKEYID"));
    assertThat(family.skeyidD()).isEqualTo(secret(fields, "SKEYID_d"));
    assertThat(family.skeyidA()).isEqualTo(secret(fields, "SKEYID_a"));
    assertThat(family.skeyidE()).isEqualTo(secret(fields, "SKEYID_e"));
  }

  private static Octets octets(Map<String, String> fields, String name) {
    return Octets.ofHex(Objects.requireNonNull(fields.get(name), name));
  }

  private static Secret secret(Map<String, String> fields, String name) {
    return Secret.wrap(octets(fields, name).toArray());
  }

  private static Cookie cookie(Map<String, String> fields, String name) {
    return new Cookie(octets(fields, name).longAt(0));
  }
}
