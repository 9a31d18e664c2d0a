package dev.vigil.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.crypto.Recording.Sent;
import dev.vigil.protocol.wire.CookiePair;
import dev.vigil.protocol.wire.Decoding;
import dev.vigil.protocol.wire.Header;
import dev.vigil.protocol.wire.LivenessProtocol;
import dev.vigil.protocol.wire.MessageDecoder;
import dev.vigil.protocol.wire.NotifyType;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import dev.vigil.protocol.wire.PayloadChain;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Recorded sessions of strongSwan with itself, message by message: every key, IV, plaintext, hash
 * and DPD number must come out as both daemons had it.
 */
final class RecordingReplayTest {
  private static final HashAlgorithm HASH = HashAlgorithm.SHA1;

  @Test
  void mainModeWithNatTraversalAndDpd() {
    Recording recording = Recording.read("mm-psk-dpd-natt");
    Replay replay = new Replay(recording, EncryptionAlgorithm.AES_CBC_128);
    replay.run();

    assertThat(replay.hashes)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("HASH_I", 1, "HASH_R", 1, "HASH(1)", 18, "HASH(2)", 1, "HASH(3)", 1));
    assertThat(replay.dpd).isEqualTo(Map.of(NotifyType.R_U_THERE, 8, NotifyType.R_U_THERE_ACK, 7));
  }

  @Test
  void aggressiveModeWithXauthModeConfigAndFragments() {
    Recording recording = Recording.read("am-xauth-modecfg-dpd-frag");
    Replay replay = new Replay(recording, EncryptionAlgorithm.TRIPLE_DES_CBC);
    replay.run();

    assertThat(replay.hashes)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("HASH_I", 1, "HASH_R", 1, "HASH(1)", 15, "HASH(2)", 1, "HASH(3)", 1));
    assertThat(replay.dpd).isEqualTo(Map.of(NotifyType.R_U_THERE, 3, NotifyType.R_U_THERE_ACK, 3));
  }

  /** The state of one replayed session. */
  private static final class Replay {
    private final Recording recording;
    private final EncryptionAlgorithm cipher;
    private final Map<String, Integer> hashes = new HashMap<>();
    private final Map<Integer, Integer> dpd = new HashMap<>();
    private final Map<Integer, Octets> nextIv = new HashMap<>();
    private final Map<String, Octets> phase1 = new LinkedHashMap<>();
    private final Map<String, Octets> quickMode = new LinkedHashMap<>();
    private final IkeKeys keys;
    private final SkeyidFamily family;

    Replay(Recording recording, EncryptionAlgorithm cipher) {
      this.recording = recording;
      this.cipher = cipher;
      for (Sent sent : recording.messages()) {
        if (!sent.encrypted() && sent.messageId() == 0) {
          collectPhase1(sent, chain(sent.datagram()));
        }
      }
      Secret skeyid =
          KeyDerivation.skeyidFromPreSharedKey(
              HASH, recording.preSharedKey(), phase1("NONCE_I"), phase1("NONCE_R"));
      family = KeyDerivation.family(HASH, skeyid, recording.key("gxy"), recording.cookies());
      Secret cipherKey = KeyDerivation.cipherKey(cipher, HASH, family.skeyidE());
      keys = new IkeKeys(cipher, HASH, family.skeyidA(), cipherKey);
      nextIv.put(0, InitializationVector.ofPhase1(cipher, HASH, phase1("KE_I"), phase1("KE_R")));
    }

    void run() {
      assertThat(family.skeyid()).isEqualTo(recording.key("SKEYID"));
      assertThat(family.skeyidD()).isEqualTo(recording.key("SKEYID_d"));
      assertThat(family.skeyidA()).isEqualTo(recording.key("SKEYID_a"));
      assertThat(family.skeyidE()).isEqualTo(recording.key("SKEYID_e"));
      assertThat(keys.cipherKey()).isEqualTo(recording.key("Ka"));
      assertThat(lastPhase1Block()).isEqualTo(recording.firstIv());
      for (Sent sent : recording.messages()) {
        PayloadChain chain = sent.encrypted() ? chain(decrypt(sent)) : chain(sent.datagram());
        if (sent.messageId() == 0) {
          checkPhase1(sent, chain);
        } else {
          checkLater(sent, chain);
        }
      }
      checkChildKeys();
    }

    private void collectPhase1(Sent sent, PayloadChain chain) {
      String side = sent.fromInitiator() ? "_I" : "_R";
      chain.body(Payload.KeyExchange.class).ifPresent(body -> phase1.put("KE" + side, body));
      chain.body(Payload.Nonce.class).ifPresent(body -> phase1.put("NONCE" + side, body));
      chain.body(Payload.Identification.class).ifPresent(body -> phase1.put("ID" + side, body));
      chain
          .body(Payload.SecurityAssociation.class)
          .ifPresent(body -> phase1.putIfAbsent("SA", body));
    }

    /** Header and payloads in the clear; sealed again it must be what was received. */
    private Octets decrypt(Sent sent) {
      Octets iv =
          nextIv.computeIfAbsent(
              sent.messageId(),
              id -> InitializationVector.ofExchange(cipher, HASH, lastPhase1Block(), id));
      assertThat(iv).isEqualTo(sent.known("iv"));
      return switch (MessageProtection.open(cipher, keys.cipherKey(), iv, sent.datagram())) {
        case MessageProtection.Opening.Refused() -> throw new AssertionError("refused");
        case MessageProtection.Opening.Opened(Octets clear, Octets lastBlock) -> {
          nextIv.put(sent.messageId(), lastBlock);
          Octets plaintext = clear.slice(Header.BYTES, clear.length() - Header.BYTES);
          assertThat(plaintext).isEqualTo(sent.known("plaintext"));
          assertThat(MessageProtection.protect(cipher, keys.cipherKey(), iv, clear))
              .isEqualTo(new MessageProtection.Protected(sent.datagram(), lastBlock));
          yield clear;
        }
      };
    }

    private void checkPhase1(Sent sent, PayloadChain chain) {
      collectPhase1(sent, chain);
      Optional<Octets> hash = chain.body(Payload.Hash.class);
      if (hash.isEmpty()) {
        return;
      }
      Octets gxi = phase1("KE_I");
      Octets gxr = phase1("KE_R");
      CookiePair cookies = recording.cookies();
      Secret skeyid = family.skeyid();
      Octets sa = phase1("SA");
      Octets computed =
          sent.fromInitiator()
              ? ExchangeHash.hashI(HASH, skeyid, gxi, gxr, cookies, sa, phase1("ID_I"))
              : ExchangeHash.hashR(HASH, skeyid, gxi, gxr, cookies, sa, phase1("ID_R"));
      count(sent.fromInitiator() ? "HASH_I" : "HASH_R", computed, hash.get());
    }

    private void checkLater(Sent sent, PayloadChain chain) {
      Octets hash = chain.body(Payload.Hash.class).orElseThrow();
      int restAt = 4 + HASH.digestBytes();
      Octets rest = sent.known("plaintext").slice(restAt, chain.coveredBytes() - restAt);
      Secret a = keys.skeyidA();
      if (sent.golden().get("exchange").asText().equals("QuickMode")) {
        String side = sent.fromInitiator() ? "_I" : "_R";
        chain.body(Payload.Nonce.class).ifPresent(body -> quickMode.put("NONCE" + side, body));
        chain
            .body(Payload.SecurityAssociation.class)
            .ifPresent(body -> quickMode.put("SA" + side, body));
      }
      Octets ni = quickMode.getOrDefault("NONCE_I", Octets.EMPTY);
      Octets nr = quickMode.getOrDefault("NONCE_R", Octets.EMPTY);
      boolean quick = sent.golden().get("exchange").asText().equals("QuickMode");
      if (quick && !sent.fromInitiator()) {
        count("HASH(2)", ExchangeHash.hash2(HASH, a, sent.messageId(), ni, rest), hash);
      } else if (quick && rest.isEmpty()) {
        count("HASH(3)", ExchangeHash.hash3(HASH, a, sent.messageId(), ni, nr), hash);
      } else {
        count("HASH(1)", ExchangeHash.hash1(HASH, a, sent.messageId(), rest), hash);
      }
      checkDpd(sent);
    }

    /** The short way must read what the general way read, and build the very same datagram. */
    private void checkDpd(Sent sent) {
      CookiePair cookies = recording.cookies();
      Octets phase1Block = lastPhase1Block();
      DpdDatagram.Opening opening =
          DpdDatagram.open(
              LivenessProtocol.DPD, keys, cookies, phase1Block, sent.datagram().toArray());
      if (!sent.golden().has("dpd")) {
        assertThat(opening).isEqualTo(new DpdDatagram.Opening.Other());
        return;
      }
      int sequence = sent.golden().get("seq").asInt();
      boolean query = sent.golden().get("dpd").asText().equals("R-U-THERE");
      byte[] ours;
      if (query) {
        assertThat(opening).isEqualTo(new DpdDatagram.Opening.Query(sequence));
        ours =
            DpdDatagram.query(
                LivenessProtocol.DPD, keys, cookies, phase1Block, sent.messageId(), sequence);
      } else {
        assertThat(opening).isEqualTo(new DpdDatagram.Opening.Ack(sequence));
        ours =
            DpdDatagram.ack(
                LivenessProtocol.DPD, keys, cookies, phase1Block, sent.messageId(), sequence);
      }
      if (ours.length == sent.datagram().length()) {
        assertThat(Octets.of(ours)).isEqualTo(sent.datagram());
      } else {
        // strongSwan pads also what fills its blocks; RFC 2409 does not ask for that.
        assertThat(ours.length).isEqualTo(sent.datagram().length() - cipher.blockBytes());
      }
      dpd.merge(query ? NotifyType.R_U_THERE : NotifyType.R_U_THERE_ACK, 1, Integer::sum);
    }

    /** The initiator sends with the keys of the SPI that the responder chose. */
    private void checkChildKeys() {
      assertThat(keymat("SA_R")).isEqualTo(logged("initiator"));
      assertThat(keymat("SA_I")).isEqualTo(logged("responder"));
    }

    private Secret keymat(String proposal) {
      int spi = quickMode(proposal).intAt(16);
      int length = cipher.keyBytes() + HASH.digestBytes();
      return KeyDerivation.keymat(
          HASH,
          family.skeyidD(),
          Optional.empty(),
          3,
          spi,
          quickMode("NONCE_I"),
          quickMode("NONCE_R"),
          length);
    }

    private Secret logged(String side) {
      Octets encryption = Octets.of(recording.loggedKey("encryption " + side + " key").reveal());
      Octets integrity = Octets.of(recording.loggedKey("integrity " + side + " key").reveal());
      return Secret.wrap(encryption.plus(integrity).toArray());
    }

    private void count(String kind, Octets computed, Octets received) {
      assertThat(ExchangeHash.matches(computed, received)).as(kind).isTrue();
      hashes.merge(kind, 1, Integer::sum);
    }

    private Octets phase1(String name) {
      return Objects.requireNonNull(phase1.get(name), name);
    }

    private Octets quickMode(String name) {
      return Objects.requireNonNull(quickMode.get(name), name);
    }

    private Octets lastPhase1Block() {
      return Objects.requireNonNull(nextIv.get(0));
    }
  }

  private static PayloadChain chain(Octets message) {
    return switch (MessageDecoder.chain(message.at(16), message, Header.BYTES)) {
      case Decoding.Decoded<PayloadChain>(PayloadChain chain) -> chain;
      case Decoding.Malformed<PayloadChain>(String reason, int offset) ->
          throw new AssertionError(reason + " at " + offset);
    };
  }
}
