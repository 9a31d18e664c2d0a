package dev.vigil.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.protocol.crypto.DiffieHellman.KeyPair;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.CookiePair;
import dev.vigil.protocol.wire.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Whole handshakes of other people's implementations, of which the pre-shared key and the
 * initiator's private value are known: everything after that is computed here and must be what went
 * over the wire.
 */
final class HandshakeChainTest {
  private static final HashAlgorithm HASH = HashAlgorithm.SHA1;
  private static final EncryptionAlgorithm CIPHER = EncryptionAlgorithm.AES_CBC_128;
  private static final int HASH_PAYLOAD = 8;
  private static final int SA_PAYLOAD = 1;
  private static final int NONCE_PAYLOAD = 10;

  @Test
  void everyHandshakeIsRecomputed() {
    List<String> names = new ArrayList<>();
    for (JsonNode handshake : JsonVectors.read("handshakes/ikev1-full-chain.json")) {
      new Chain(handshake).check();
      names.add(handshake.get("name").asText());
    }
    assertThat(names).hasSize(3);
  }

  /** One handshake: what was sent in the clear is taken from it, the rest computed. */
  private static final class Chain {
    private final JsonNode handshake;
    private final JsonNode known;
    private final CookiePair cookies;
    private final KeyPair initiator;
    private final Octets gxr;
    private final SkeyidFamily keys;
    private final Secret cipherKey;
    private Octets lastPhase1Block;

    Chain(JsonNode handshake) {
      this.handshake = handshake;
      this.known = handshake.get("derived_by_helper");
      cookies =
          new CookiePair(new Cookie(known("ic").longAt(0)), new Cookie(known("rc").longAt(0)));
      initiator =
          DiffieHellman.pairOf(
              DhGroup.MODP_1024, JsonVectors.secret(handshake, "dh_private_initiator"));
      gxr = known("gR");
      Secret gxy = DiffieHellmanTest.agreed(initiator, gxr);
      Secret psk = Secret.ofText(handshake.get("psk_ascii").asText());
      Secret skeyid = KeyDerivation.skeyidFromPreSharedKey(HASH, psk, known("nI"), known("nR"));
      keys = KeyDerivation.family(HASH, skeyid, gxy, cookies);
      cipherKey = KeyDerivation.cipherKey(CIPHER, HASH, keys.skeyidE());
      lastPhase1Block = InitializationVector.ofPhase1(CIPHER, HASH, initiator.publicValue(), gxr);
    }

    void check() {
      assertThat(initiator.publicValue()).isEqualTo(known("gI"));
      assertThat(keys.skeyid()).isEqualTo(JsonVectors.secret(known, "SKEYID"));
      assertThat(keys.skeyidD()).isEqualTo(JsonVectors.secret(known, "d"));
      assertThat(keys.skeyidA()).isEqualTo(JsonVectors.secret(known, "a"));
      assertThat(keys.skeyidE()).isEqualTo(JsonVectors.secret(known, "e"));
      assertThat(cipherKey).isEqualTo(JsonVectors.secret(known, "K"));
      assertThat(lastPhase1Block).isEqualTo(known("iv0"));
      checkPhase1();
      checkPhase2();
    }

    private void checkPhase1() {
      int hashes = 0;
      for (JsonNode message : handshake.get("messages")) {
        if (message.get("exchange").asInt() > 4) {
          continue;
        }
        if (message.has("iv")) {
          lastPhase1Block = decrypt(message, lastPhase1Block);
        }
        Octets hash = payload(message, HASH_PAYLOAD);
        if (hash.isEmpty()) {
          continue;
        }
        boolean fromInitiator = message.get("from").asText().equals("I");
        Octets gxi = initiator.publicValue();
        Octets sai = known("SAi_b");
        Octets computed =
            fromInitiator
                ? ExchangeHash.hashI(HASH, keys.skeyid(), gxi, gxr, cookies, sai, known("IDI"))
                : ExchangeHash.hashR(HASH, keys.skeyid(), gxi, gxr, cookies, sai, known("IDR"));
        assertThat(ExchangeHash.matches(computed, hash)).isTrue();
        hashes++;
      }
      assertThat(hashes).isEqualTo(2);
    }

    private void checkPhase2() {
      List<JsonNode> quickMode = new ArrayList<>();
      for (JsonNode message : handshake.get("messages")) {
        switch (message.get("exchange").asInt()) {
          case 32 -> quickMode.add(message);
          case 5 -> checkInformational(message);
          default -> {}
        }
      }
      if (!quickMode.isEmpty()) {
        checkQuickMode(quickMode);
      }
    }

    private void checkQuickMode(List<JsonNode> messages) {
      int messageId = messageId(messages.getFirst());
      Octets iv = InitializationVector.ofExchange(CIPHER, HASH, lastPhase1Block, messageId);
      for (JsonNode message : messages) {
        iv = decrypt(message, iv);
      }
      Octets ni = payload(messages.get(0), NONCE_PAYLOAD);
      Octets nr = payload(messages.get(1), NONCE_PAYLOAD);
      Secret a = keys.skeyidA();
      assertThat(ExchangeHash.hash1(HASH, a, messageId, rest(messages.get(0))))
          .isEqualTo(payload(messages.get(0), HASH_PAYLOAD));
      assertThat(ExchangeHash.hash2(HASH, a, messageId, ni, rest(messages.get(1))))
          .isEqualTo(payload(messages.get(1), HASH_PAYLOAD));
      assertThat(ExchangeHash.hash3(HASH, a, messageId, ni, nr))
          .isEqualTo(payload(messages.get(2), HASH_PAYLOAD));
      checkKeymat(messages.get(0), "KEYMAT_i(SPIi)", ni, nr);
      checkKeymat(messages.get(1), "KEYMAT_r(SPIr)", ni, nr);
    }

    /** The SPI lies behind DOI, situation and the proposal's first eight bytes. */
    private void checkKeymat(JsonNode message, String name, Octets ni, Octets nr) {
      int spi = payload(message, SA_PAYLOAD).intAt(16);
      Octets expected = known(name);
      Secret keymat =
          KeyDerivation.keymat(
              HASH, keys.skeyidD(), Optional.empty(), 3, spi, ni, nr, expected.length());
      assertThat(keymat).isEqualTo(Secret.wrap(expected.toArray()));
    }

    private void checkInformational(JsonNode message) {
      int messageId = messageId(message);
      decrypt(message, InitializationVector.ofExchange(CIPHER, HASH, lastPhase1Block, messageId));
      assertThat(ExchangeHash.hash1(HASH, keys.skeyidA(), messageId, rest(message)))
          .isEqualTo(payload(message, HASH_PAYLOAD));
    }

    /** Opens the message as it was sent and returns the next IV. */
    private Octets decrypt(JsonNode message, Octets iv) {
      assertThat(iv).isEqualTo(JsonVectors.octets(message, "iv"));
      Octets sent = JsonVectors.octets(message, "hex");
      return switch (MessageProtection.open(CIPHER, cipherKey, iv, sent)) {
        case MessageProtection.Opening.Opened(Octets clear, Octets lastBlock) -> {
          assertThat(clear.slice(28, clear.length() - 28))
              .isEqualTo(JsonVectors.octets(message, "plaintext"));
          assertThat(MessageProtection.protect(CIPHER, cipherKey, iv, clear))
              .isEqualTo(new MessageProtection.Protected(sent, lastBlock));
          yield lastBlock;
        }
        case MessageProtection.Opening.Refused() -> throw new AssertionError("refused");
      };
    }

    private Octets known(String field) {
      return JsonVectors.octets(known, field);
    }
  }

  private static int messageId(JsonNode message) {
    return JsonVectors.octets(message, "mid").intAt(0);
  }

  private static Octets payload(JsonNode message, int type) {
    for (JsonNode payload : message.get("payloads")) {
      if (payload.get(0).asInt() == type) {
        return Octets.ofHex(payload.get(1).asText());
      }
    }
    return Octets.EMPTY;
  }

  /** The payloads after HASH as they lie in the plaintext, without what pads it. */
  private static Octets rest(JsonNode message) {
    int length = 0;
    for (JsonNode payload : message.get("payloads")) {
      length += 4 + payload.get(1).asText().length() / 2;
    }
    int hash = 4 + HASH.digestBytes();
    return JsonVectors.octets(message, "plaintext").slice(hash, length - hash);
  }
}
