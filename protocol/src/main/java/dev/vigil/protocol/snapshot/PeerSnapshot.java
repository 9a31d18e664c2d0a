package dev.vigil.protocol.snapshot;

import dev.vigil.protocol.frozen.FieldReader;
import dev.vigil.protocol.frozen.FieldWriter;
import dev.vigil.protocol.peer.PeerState;
import dev.vigil.protocol.wire.Decoding;
import dev.vigil.protocol.wire.Octets;
import java.util.List;

/**
 * All of one peer that must outlive its node. Its bytes hold keys in clear: whoever keeps them
 * encrypts them.
 *
 * @param state without what only matters while its node lives: half-open exchanges, IKE SAs that
 *     are not established, whether of ours or of theirs
 * @param sas those of the state's IKE SAs that are established
 */
public record PeerSnapshot(PeerState state, List<SaSnapshot> sas) {
  private static final int VERSION = 1;

  public PeerSnapshot {
    sas = List.copyOf(sas);
  }

  /** Whether nothing is left that would have to be remembered. */
  public boolean isEmpty() {
    return state.isForgettable() && sas.stream().noneMatch(SaSnapshot::matters);
  }

  /** Version, then tagged fields: a reader passes over those that it does not know. */
  public Octets encode() {
    return FieldWriter.record(
        VERSION,
        fields ->
            fields
                .nested(1, state::freeze)
                .each(2, sas.stream().filter(SaSnapshot::matters).toList(), SaSnapshot::freeze));
  }

  /**
   * A snapshot from bytes, also from those of an older version. Never throws, whatever they are.
   */
  public static Decoding<PeerSnapshot> decode(Octets bytes) {
    return FieldReader.record(
        bytes,
        VERSION,
        fields ->
            new PeerSnapshot(PeerState.thaw(fields.nested(1)), fields.each(2, SaSnapshot::thaw)));
  }
}
