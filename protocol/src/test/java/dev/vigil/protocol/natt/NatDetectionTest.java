package dev.vigil.protocol.natt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.CookiePair;
import dev.vigil.protocol.wire.Decoding;
import dev.vigil.protocol.wire.Message;
import dev.vigil.protocol.wire.MessageDecoder;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import dev.vigil.testing.Vectors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class NatDetectionTest {
  private static final CookiePair COOKIES = new CookiePair(new Cookie(1), new Cookie(2));

  private static InetSocketAddress address(String literal, int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByName(literal), port);
  }

  /**
   * charon's NAT-D payloads. Both sides were told to claim a NAT, which they do by a wrong hash of
   * their own address; the hash of the other's is a true one.
   */
  @Test
  void readsRecordedPayloads() throws IOException {
    JsonNode messages =
        new ObjectMapper()
            .readTree(Vectors.bytes("recordings/mm-psk-dpd-natt/golden.json"))
            .get("messages");
    Message third =
        ((Decoding.Decoded<Message>)
                MessageDecoder.decode(Octets.ofHex(messages.get(2).get("udp_payload").asText())))
            .value();
    Path path = new Path(address("10.99.0.1", 500), address("10.99.0.2", 500), false);

    assertThat(
            NatDetection.detect(
                HashAlgorithm.SHA1,
                third.header().cookies(),
                path,
                third.all(Payload.NatDiscovery.class)))
        .isEqualTo(NatTraversal.PEER_BEHIND_NAT);
  }

  @Test
  void sixteenByteAddressesWorkToo() throws IOException {
    Path ours = new Path(address("2001:db8::1", 500), address("2001:db8::2", 500), false);
    Path theirs = new Path(address("2001:db8::2", 500), address("2001:db8::1", 500), false);
    Path shifted = new Path(address("2001:db8::2", 500), address("2001:db8::9", 500), false);
    List<Payload.NatDiscovery> sent =
        NatDetection.payloads(NatVariant.RFC3947, HashAlgorithm.SHA256, COOKIES, ours, false)
            .stream()
            .map(Payload.NatDiscovery.class::cast)
            .toList();

    assertThat(NatDetection.detect(HashAlgorithm.SHA256, COOKIES, theirs, sent))
        .isEqualTo(NatTraversal.NO_NAT);
    assertThat(NatDetection.detect(HashAlgorithm.SHA256, COOKIES, shifted, sent))
        .isEqualTo(NatTraversal.PEER_BEHIND_NAT);
    assertThat(NatDetection.detect(HashAlgorithm.SHA256, COOKIES, theirs, sent.subList(0, 1)))
        .isEqualTo(NatTraversal.UNSUPPORTED);
  }
}
