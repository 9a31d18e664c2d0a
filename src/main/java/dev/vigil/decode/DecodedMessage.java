package dev.vigil.decode;

import dev.vigil.protocol.wire.Header;
import dev.vigil.protocol.wire.Payload;
import java.util.List;
import java.util.Optional;

/**
 * One ISAKMP message of a capture, as far as it can be read.
 *
 * @param header empty where not even that is sound
 * @param ikev2 the message is of another major version and was not looked into
 * @param deciphered the payloads were encrypted and the key fitted
 * @param fragments how many IKE fragments it was put together from, 0 for none
 */
record DecodedMessage(
    UdpDatagram datagram,
    Optional<Header> header,
    boolean ikev2,
    boolean deciphered,
    int fragments,
    List<Payload> payloads,
    Optional<Fault> malformed) {
  /**
   * @param offset in bytes from the start of the message
   */
  record Fault(String reason, int offset) {}

  DecodedMessage {
    payloads = List.copyOf(payloads);
  }
}
