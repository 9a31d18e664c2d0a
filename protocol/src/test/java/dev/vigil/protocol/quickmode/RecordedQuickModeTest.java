package dev.vigil.protocol.quickmode;

import static dev.vigil.protocol.quickmode.TwoSides.NOW;
import static dev.vigil.protocol.quickmode.TwoSides.arrived;
import static dev.vigil.protocol.quickmode.TwoSides.network;
import static dev.vigil.protocol.quickmode.TwoSides.offer;
import static dev.vigil.protocol.quickmode.TwoSides.proceeded;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vigil.protocol.config.EspTransform;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.natt.NatTraversal;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.CookiePair;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import dev.vigil.protocol.wire.PayloadType;
import dev.vigil.testing.Vectors;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * strongSwan's recorded Quick Mode through NAT: each of its messages is taken by our machine in the
 * place of the one that it was meant for, and the keys are those in the daemon's log.
 */
class RecordedQuickModeTest {
  private static final String FOLDER = "recordings/mm-psk-dpd-natt/";
  private static final EspTransform AES_SHA =
      new EspTransform(
          Optional.of(EncryptionAlgorithm.AES_CBC_128), Optional.of(HashAlgorithm.SHA1), true);
  private static final ChildOffer GATEWAYS =
      offer(network("10.98.0.0", 16), network("10.99.0.0", 24), Optional.empty(), AES_SHA);

  private final JsonNode golden = golden();
  private final TwoSides sides =
      TwoSides.of(
          new CookiePair(cookie("cky_i"), cookie("cky_r")),
          HashAlgorithm.SHA1,
          NatTraversal.BOTH_BEHIND_NAT,
          key("SKEYID_d"),
          key("SKEYID_a"),
          new Random(1)::nextBytes);
  private final List<JsonNode> quickMode =
      golden.get("messages").findParents("mid").stream()
          .filter(message -> message.get("exchange").asText().equals("QuickMode"))
          .toList();
  private final int messageId = Octets.ofHex(quickMode.getFirst().get("mid").asText()).intAt(0);

  private static JsonNode golden() {
    try {
      return new ObjectMapper().readTree(Vectors.bytes(FOLDER + "golden.json"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Cookie cookie(String name) {
    return new Cookie(Octets.ofHex(golden.get(name).asText()).longAt(0));
  }

  private Secret key(String name) {
    return Secret.wrap(Octets.ofHex(golden.get("keys").get(name).asText()).toArray());
  }

  private QuickModeMessage message(int index) {
    Octets plaintext = Octets.ofHex(quickMode.get(index).get("plaintext").asText());
    return arrived(PayloadType.HASH.code(), plaintext);
  }

  private static Octets nonce(QuickModeMessage message) {
    return message.chain().first(Payload.Nonce.class).orElseThrow().data();
  }

  private static int spi(QuickModeMessage message) {
    return message
        .chain()
        .first(Payload.SecurityAssociation.class)
        .orElseThrow()
        .proposals()
        .getFirst()
        .spi()
        .intAt(0);
  }

  @Test
  void itsFirstMessageIsAnswered() {
    QuickModeStep.Proceeded answered =
        proceeded(
            QuickMode.respond(
                sides.responder(),
                messageId,
                message(0),
                List.of(GATEWAYS),
                SpiSource.RANDOM,
                NOW,
                sides.entropy()));
    ChildSa child = ((QuickModeState.ResponderSent2) answered.next()).child();
    assertThat(child.request().local()).isEqualTo(network("10.98.0.0", 16));
    assertThat(child.request().remote()).isEqualTo(network("10.99.0.2", 32));
    assertThat(child.outboundSpi()).isEqualTo(spi(message(0)));
    assertThat(child.udpEncapsulated()).isTrue();
  }

  @Test
  void itsSecondMessageGivesTheKeysOfItsLog() {
    ChildRequest request =
        offer(network("10.99.0.2", 32), network("10.98.0.0", 16), Optional.empty(), AES_SHA)
            .request(spi(message(0)));
    QuickModeState sent =
        new QuickModeState.InitiatorSent1(messageId, request, nonce(message(0)), Optional.empty());
    QuickModeStep.Proceeded third =
        proceeded(QuickMode.step(sent, sides.initiator(), message(1), NOW));
    ChildSa child = third.established().orElseThrow();
    assertThat(child.outboundSpi()).isEqualTo(spi(message(1)));
    assertThat(child.outboundEncryptionKey()).isEqualTo(logged("encryption initiator key"));
    assertThat(child.inboundEncryptionKey()).isEqualTo(logged("encryption responder key"));
    assertThat(child.outboundAuthenticationKey()).isEqualTo(logged("integrity initiator key"));
    assertThat(child.inboundAuthenticationKey()).isEqualTo(logged("integrity responder key"));
    assertThat(third.reply()).containsExactly(new Payload.Hash(message(2).hash()));
  }

  @Test
  void itsThirdMessageConcludes() {
    ChildRequest request = GATEWAYS.request(spi(message(1)));
    ChildSa child =
        new ChildKeys(sides.responder(), Optional.empty(), nonce(message(0)), nonce(message(1)))
            .child(
                request,
                dev.vigil.protocol.exchange.Role.RESPONDER,
                spi(message(0)),
                /* udpEncapsulated= */ true,
                NOW);
    QuickModeState sent =
        new QuickModeState.ResponderSent2(messageId, nonce(message(0)), nonce(message(1)), child);
    assertThat(proceeded(QuickMode.step(sent, sides.responder(), message(2), NOW)).established())
        .contains(child);
    assertThat(child.inboundEncryptionKey()).isEqualTo(logged("encryption initiator key"));
  }

  /** A key of the responding daemon's log. */
  private static Secret logged(String name) {
    List<String> lines = Vectors.text(FOLDER + "charon-responder.log").lines().toList();
    int at = 0;
    while (!lines.get(at).contains(name + " => ")) {
      at++;
    }
    int left = Integer.parseInt(lines.get(at).replaceAll(".*=> (\\d+) bytes.*", "$1"));
    StringBuilder hex = new StringBuilder();
    for (; left > 0; left -= 16) {
      at++;
      String dump = lines.get(at).replaceAll("^.*\\] +\\d+: ", "");
      hex.append(dump, 0, 3 * Math.min(16, left));
    }
    return Secret.wrap(Octets.ofHex(hex.toString().replace(" ", "")).toArray());
  }
}
