package dev.vigil.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.protocol.crypto.DiffieHellman.Agreement;
import dev.vigil.protocol.crypto.DiffieHellman.KeyPair;
import dev.vigil.protocol.wire.Octets;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DiffieHellmanTest {
  private static final Map<String, DhGroup> BY_VECTOR_NAME =
      Map.of(
          "modp768", DhGroup.MODP_768,
          "modp1024", DhGroup.MODP_1024,
          "modp1536", DhGroup.MODP_1536,
          "modp2048", DhGroup.MODP_2048,
          "modp3072", DhGroup.MODP_3072,
          "modp4096", DhGroup.MODP_4096,
          "modp2048_256", DhGroup.MODP_2048_256,
          "ecp256", DhGroup.ECP_256,
          "ecp384", DhGroup.ECP_384,
          "ecp521", DhGroup.ECP_521);

  /** The vectors of strongSwan: both public values from the private ones, and both agreements. */
  @Test
  void agreesWithThePublishedVectors() {
    Set<DhGroup> seen = new HashSet<>();
    for (JsonNode vector : JsonVectors.read("dh/dh-vectors.json")) {
      DhGroup group = BY_VECTOR_NAME.get(vector.get("name").asText());
      if (group == null) {
        continue;
      }
      KeyPair initiator = DiffieHellman.pairOf(group, JsonVectors.secret(vector, "priv_i"));
      KeyPair responder = DiffieHellman.pairOf(group, JsonVectors.secret(vector, "priv_r"));
      Secret shared = JsonVectors.secret(vector, "shared");

      assertThat(initiator.publicValue()).isEqualTo(JsonVectors.octets(vector, "pub_i"));
      assertThat(responder.publicValue()).isEqualTo(JsonVectors.octets(vector, "pub_r"));
      assertThat(agreed(initiator, responder.publicValue())).isEqualTo(shared);
      assertThat(agreed(responder, initiator.publicValue())).isEqualTo(shared);
      seen.add(group);
    }
    assertThat(seen).containsExactlyInAnyOrder(DhGroup.values());
  }

  @ParameterizedTest
  @EnumSource
  void freshPairsAgree(DhGroup group) {
    Entropy entropy = new Random(group.number())::nextBytes;
    KeyPair ours = DiffieHellman.generate(group, entropy);
    KeyPair theirs = DiffieHellman.generate(group, entropy);

    assertThat(ours.publicValue()).isNotEqualTo(theirs.publicValue());
    assertThat(ours.publicValue().length()).isEqualTo(group.publicBytes());
    Secret shared = agreed(ours, theirs.publicValue());
    assertThat(shared).isEqualTo(agreed(theirs, ours.publicValue()));
    assertThat(shared.length())
        .isEqualTo(group.elliptic() ? group.publicBytes() / 2 : group.publicBytes());
  }

  /** All that a pair depends on is the entropy argument. */
  @ParameterizedTest
  @EnumSource
  void sameEntropyGivesTheSamePair(DhGroup group) {
    KeyPair once = DiffieHellman.generate(group, new Random(7)::nextBytes);
    KeyPair again = DiffieHellman.generate(group, new Random(7)::nextBytes);
    assertThat(once).isEqualTo(again);
  }

  /** Exponents of one group have one length, so that timing tells nothing of their size. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "ECP_.*")
  void exponentsAreLongEnoughAndOfOneLength(DhGroup group) {
    Entropy entropy = new Random(group.number())::nextBytes;
    Set<Integer> lengths = new HashSet<>();
    for (int i = 0; i < 12; i++) {
      Secret exponent = DiffieHellman.generate(group, entropy).privateValue();
      lengths.add(DhArithmetic.unsigned(exponent.reveal()).bitLength());
    }
    assertThat(lengths).hasSize(1).allMatch(bits -> bits >= 225);
  }

  @ParameterizedTest
  @EnumSource
  void leadingZerosAreKept(DhGroup group) {
    Entropy entropy = new Random(99)::nextBytes;
    KeyPair ours = DiffieHellman.generate(group, entropy);
    Octets peer = DiffieHellman.generate(group, entropy).publicValue();
    assertThat(refusal(ours, peer.slice(1, peer.length() - 1))).contains("bytes long");
    assertThat(refusal(ours, Octets.of((byte) 0).plus(peer))).contains("bytes long");
    assertThat(refusal(ours, Octets.EMPTY)).contains("bytes long");
  }

  @ParameterizedTest
  @EnumSource
  void neverShowsAPrivateValue(DhGroup group) {
    KeyPair pair = DiffieHellman.generate(group, new Random(3)::nextBytes);
    assertThat(pair.toString()).doesNotContain(pair.privateValue().toHexForKeyLog());
    Secret shared = agreed(pair, pair.publicValue());
    assertThat(new Agreement.Agreed(shared).toString()).doesNotContain(shared.toHexForKeyLog());
  }

  @ParameterizedTest
  @EnumSource
  void privateValuesOutOfRangeAreAnError(DhGroup group) {
    Secret zero = Secret.wrap(new byte[group.publicBytes()]);
    Secret tooLarge = Secret.wrap(Octets.ofHex("ff".repeat(group.publicBytes())).toArray());
    assertThatThrownBy(() -> DiffieHellman.pairOf(group, zero))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DiffieHellman.pairOf(group, tooLarge))
        .isInstanceOf(IllegalArgumentException.class);
  }

  static Secret agreed(KeyPair ours, Octets peer) {
    return switch (DiffieHellman.agree(ours.group(), ours.privateValue(), peer)) {
      case Agreement.Agreed(Secret shared) -> shared;
      case Agreement.Refused(String reason) -> throw new AssertionError(reason);
    };
  }

  static String refusal(KeyPair ours, Octets peer) {
    return switch (DiffieHellman.agree(ours.group(), ours.privateValue(), peer)) {
      case Agreement.Agreed(Secret ignored) -> throw new AssertionError("agreed");
      case Agreement.Refused(String reason) -> reason;
    };
  }
}
