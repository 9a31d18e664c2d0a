package dev.vigil.protocol.resume;

import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.frozen.FieldReader;
import dev.vigil.protocol.frozen.FieldWriter;
import dev.vigil.protocol.wire.Cookie;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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

  /** Of the IKE SA that our half of its cookie pair names. */
  public Optional<SaProgress> sa(Cookie ours) {
    return sas.stream().filter(sa -> sa.ours().equals(ours)).findFirst();
  }

  /** Of the pair of IPsec SAs with this SPI of ours. */
  public Optional<PairProgress> pair(int inboundSpi) {
    return pairs.stream().filter(pair -> pair.inboundSpi() == inboundSpi).findFirst();
  }

  void freeze(FieldWriter fields) {
    fields
        .number(1, tag.value())
        .instant(2, at)
        .flag(3, exact)
        .each(4, sas, SaProgress::freeze)
        .each(5, pairs, PairProgress::freeze);
  }

  static PeerProgress thaw(FieldReader fields) {
    return new PeerProgress(
        new PeerTag(fields.number(1, Integer.MAX_VALUE)),
        fields.instant(2),
        fields.flag(3),
        fields.each(4, SaProgress::thaw),
        fields.each(5, PairProgress::thaw));
  }
}
