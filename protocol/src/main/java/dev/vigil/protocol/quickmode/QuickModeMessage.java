package dev.vigil.protocol.quickmode;

import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import dev.vigil.protocol.wire.PayloadChain;
import java.util.Optional;

/**
 * A deciphered Quick Mode message.
 *
 * @param hash what the HASH payload at its head holds
 * @param rest the raw bytes of all payloads after it, generic headers included, padding not: what
 *     the hash covers
 */
public record QuickModeMessage(PayloadChain chain, Octets hash, Octets rest) {
  /**
   * RFC 2409 §5.5: "In Quick Mode, a HASH payload MUST immediately follow the ISAKMP header".
   *
   * @param clear the bytes that {@code chain} was read from
   * @param start where in them the first payload's generic header is
   * @return empty if the first payload is no HASH
   */
  public static Optional<QuickModeMessage> of(PayloadChain chain, Octets clear, int start) {
    if (chain.isEmpty() || !(chain.entries().getFirst().payload() instanceof Payload.Hash hash)) {
      return Optional.empty();
    }
    int from = chain.entries().size() > 1 ? chain.entries().get(1).offset() : chain.coveredBytes();
    Octets rest = clear.slice(start + from, chain.coveredBytes() - from);
    return Optional.of(new QuickModeMessage(chain, hash.data(), rest));
  }
}
