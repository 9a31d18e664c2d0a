package dev.vigil.protocol.crypto;

import dev.vigil.protocol.wire.Header;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.PayloadType;
import java.util.Optional;

/**
 * A decrypted message of phase 2 cut as its hash is computed. What follows the last payload is
 * padding, whatever bytes it holds, and belongs to no hash.
 *
 * @param hash body of the HASH payload, which RFC 2409 §5.5 wants first: "the HASH payload MUST
 *     immediately follow the ISAKMP header"
 * @param rest all payloads after it, with their generic headers
 */
public record HashedMessage(Octets hash, Octets rest) {
  private static final int NEXT_PAYLOAD_AT = 16;
  private static final int GENERIC_HEADER = 4;

  /**
   * @param message header and payloads in the clear
   * @return empty where the first payload is not HASH or the chain of payloads runs out of the
   *     message
   */
  public static Optional<HashedMessage> cut(Octets message) {
    if (message.length() < Header.BYTES + GENERIC_HEADER
        || message.at(NEXT_PAYLOAD_AT) != PayloadType.HASH.code()) {
      return Optional.empty();
    }
    int type = PayloadType.HASH.code();
    int at = Header.BYTES;
    int hashEnd = 0;
    while (type != PayloadType.NONE.code()) {
      if (at + GENERIC_HEADER > message.length()) {
        return Optional.empty();
      }
      int length = message.at(at + 2) << 8 | message.at(at + 3);
      if (length < GENERIC_HEADER || at + length > message.length()) {
        return Optional.empty();
      }
      type = message.at(at);
      at += length;
      hashEnd = hashEnd == 0 ? at : hashEnd;
    }
    int bodyAt = Header.BYTES + GENERIC_HEADER;
    return Optional.of(
        new HashedMessage(
            message.slice(bodyAt, hashEnd - bodyAt), message.slice(hashEnd, at - hashEnd)));
  }
}
