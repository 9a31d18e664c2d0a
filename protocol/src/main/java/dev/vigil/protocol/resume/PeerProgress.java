package dev.vigil.protocol.resume;

import dev.vigil.protocol.cookie.PeerTag;
import java.time.Instant;
import java.util.List;

/**
 * How far all numbers of one peer have come.
 *
 * @param at when that was so, by the clock of the node that owned the peer
 * @param exact nothing was sent or accepted after that: the owner had stopped by then
 */
public record PeerProgress(
    PeerTag tag, Instant at, boolean exact, List<SaProgress> sas, List<PairProgress> pairs) {
  public PeerProgress {
    sas = List.copyOf(sas);
    pairs = List.copyOf(pairs);
  }
}
