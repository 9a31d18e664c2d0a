package dev.vigil.protocol.informational;

import dev.vigil.protocol.crypto.ExchangeHash;
import dev.vigil.protocol.phase1.Phase1Result;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import dev.vigil.protocol.wire.PayloadChain;
import java.util.List;
import java.util.Optional;

/** Proof and content of a protected Informational message. */
public final class Informational {
  private static final int GENERIC_HEADER = 4;

  private Informational() {}

  /**
   * What the message says, if it is authentic. RFC 2409 §5.7: "HASH(1) is the prf over the message
   * id (M-ID) from the ISAKMP header concatenated with the entire informational payload". A peer
   * that puts HASH behind the others is understood too: whatever is not HASH is what it covers.
   *
   * @param clear the deciphered bytes
   * @param start where in them {@code chain} begins
   * @return all payloads but HASH; empty if the hash is absent or wrong
   */
  public static Optional<List<Payload>> verify(
      Phase1Result sa, int messageId, PayloadChain chain, Octets clear, int start) {
    List<PayloadChain.Entry> hashes =
        chain.entries().stream().filter(e -> e.payload() instanceof Payload.Hash).toList();
    if (hashes.size() != 1) {
      return Optional.empty();
    }
    PayloadChain.Entry hash = hashes.getFirst();
    int after = hash.offset() + GENERIC_HEADER + hash.body().length();
    Octets covered =
        clear
            .slice(start, hash.offset())
            .plus(clear.slice(start + after, chain.coveredBytes() - after));
    Octets computed = ExchangeHash.hash1(sa.hash(), sa.skeyidA(), messageId, covered);
    return ExchangeHash.matches(computed, hash.body())
        ? Optional.of(chain.payloads().stream().filter(p -> !(p instanceof Payload.Hash)).toList())
        : Optional.empty();
  }
}
