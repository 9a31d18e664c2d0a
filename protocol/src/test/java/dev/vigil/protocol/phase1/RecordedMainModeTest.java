package dev.vigil.protocol.phase1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vigil.protocol.config.Authentication;
import dev.vigil.protocol.config.IkePolicy;
import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.DiffieHellman;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.phase1.MainModeResponder.FirstMessage;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.CookiePair;
import dev.vigil.protocol.wire.Decoding;
import dev.vigil.protocol.wire.IdType;
import dev.vigil.protocol.wire.LivenessProtocol;
import dev.vigil.protocol.wire.Message;
import dev.vigil.protocol.wire.MessageDecoder;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import dev.vigil.testing.Vectors;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Main Mode against what other people's implementations sent. */
class RecordedMainModeTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Path PATH =
      new Path(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 500),
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 501),
          false);

  private static JsonNode json(String file) throws java.io.IOException {
    return new ObjectMapper().readTree(Vectors.bytes(file));
  }

  private static Entropy entropy() {
    Random random = new Random(5);
    return random::nextBytes;
  }

  private static Phase1Settings settings(String psk, DhGroup group, Payload.Identification own) {
    IkePolicy policy =
        new IkePolicy(
            1,
            EncryptionAlgorithm.AES_CBC_128,
            HashAlgorithm.SHA1,
            Authentication.PRE_SHARE,
            group,
            Duration.ofHours(24));
    return new Phase1Settings(
        List.of(policy),
        Secret.ofText(psk),
        own,
        Set.of(LivenessProtocol.DPD),
        NatSettings.DEFAULT,
        Retransmission.DEFAULT,
        Phase1Settings.HALF_OPEN_LIFETIME,
        false);
  }

  /**
   * The initiator's private value and nonce are known, so our initiator, put in its place after
   * message 3, must send the very message 5 that was sent, and believe the message 6 that came.
   */
  @ParameterizedTest
  @ValueSource(strings = {"testMainModePSKHandshake", "testMoreThanOneMessageHandshake"})
  void takesTheInitiatorsPart(String name) throws java.io.IOException {
    JsonNode handshake = handshake(name);
    JsonNode known = handshake.get("derived_by_helper");
    CookiePair cookies =
        new CookiePair(
            new Cookie(octets(known, "ic").longAt(0)), new Cookie(octets(known, "rc").longAt(0)));
    Octets id = octets(known, "IDI");
    Phase1Settings settings =
        settings(
            handshake.get("psk_ascii").asText(),
            DhGroup.MODP_1024,
            new Payload.Identification(id.at(0), id.at(1), 0, id.tail(4)));
    Phase1State awaitKey =
        new Phase1State.AwaitKey(
            cookies,
            octets(known, "SAi_b"),
            new Suite(
                EncryptionAlgorithm.AES_CBC_128,
                HashAlgorithm.SHA1,
                DhGroup.MODP_1024,
                Duration.ofHours(8)),
            PeerFeatures.NONE,
            DiffieHellman.pairOf(
                DhGroup.MODP_1024,
                Secret.wrap(octets(handshake, "dh_private_initiator").toArray())),
            octets(known, "nI"));

    Phase1Step.Advanced fifth =
        (Phase1Step.Advanced) received(awaitKey, message(handshake, 3), false, settings);
    assertThat(fifth.datagram()).isEqualTo(message(handshake, 4));

    Phase1Step.Completed done =
        (Phase1Step.Completed) received(fifth.next(), message(handshake, 5), true, settings);
    assertThat(done.result().skeyidA()).isEqualTo(Secret.wrap(octets(known, "a").toArray()));
    assertThat(done.result().skeyidD()).isEqualTo(Secret.wrap(octets(known, "d").toArray()));
    assertThat(done.result().cipherKey()).isEqualTo(Secret.wrap(octets(known, "K").toArray()));
    assertThat(done.result().peerIdentity().idType()).isEqualTo(IdType.IPV4_ADDR);
  }

  private static Phase1Step received(
      Phase1State state, Octets datagram, boolean encrypted, Phase1Settings settings) {
    return Phase1.received(state, datagram, encrypted, PATH, settings, NOW, entropy());
  }

  private static JsonNode handshake(String name) throws java.io.IOException {
    for (JsonNode handshake : json("handshakes/ikev1-full-chain.json")) {
      if (handshake.get("name").asText().equals(name)) {
        return handshake;
      }
    }
    throw new AssertionError(name);
  }

  private static Octets message(JsonNode handshake, int index) {
    return octets(handshake.get("messages").get(index), "hex");
  }

  private static Octets octets(JsonNode node, String field) {
    return Octets.ofHex(node.get(field).asText());
  }

  /** charon's own choice from charon's own offer, byte for byte, and its NAT-T dialect. */
  @Test
  void choosesAsTheRecordedResponderDid() throws java.io.IOException {
    JsonNode messages = json("recordings/mm-psk-dpd-natt/golden.json").get("messages");
    Octets first = octets(messages.get(0), "udp_payload");
    Message recorded = decoded(octets(messages.get(1), "udp_payload"));
    Payload.Identification own =
        new Payload.Identification(IdType.FQDN, 0, 0, Octets.ofHex("6777"));

    FirstMessage.Accepted accepted =
        (FirstMessage.Accepted)
            MainModeResponder.firstMessage(
                first,
                recorded.header().responder(),
                settings("x", DhGroup.MODP_2048, own),
                NOW,
                entropy());

    Message reply = decoded(accepted.halfOpen().reply());
    assertThat(reply.header().cookies()).isEqualTo(recorded.header().cookies());
    assertThat(reply.chain().body(Payload.SecurityAssociation.class))
        .isEqualTo(recorded.chain().body(Payload.SecurityAssociation.class));
    assertThat(recorded.all(Payload.VendorId.class))
        .contains(reply.all(Payload.VendorId.class).getLast());
    assertThat(accepted.halfOpen().sai())
        .isEqualTo(decoded(first).chain().body(Payload.SecurityAssociation.class).orElseThrow());
  }

  private static Message decoded(Octets datagram) {
    return ((Decoding.Decoded<Message>) MessageDecoder.decode(datagram)).value();
  }
}
