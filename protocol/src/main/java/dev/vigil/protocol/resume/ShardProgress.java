package dev.vigil.protocol.resume;

import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.frozen.FieldReader;
import dev.vigil.protocol.frozen.FieldWriter;
import dev.vigil.protocol.wire.Decoding;
import dev.vigil.protocol.wire.Octets;
import java.util.List;
import java.util.Optional;

/** How far the peers of one shard have come, as one batch. */
public record ShardProgress(List<PeerProgress> peers) {
  private static final int VERSION = 1;

  public static final ShardProgress NONE = new ShardProgress(List.of());

  public ShardProgress {
    peers = List.copyOf(peers);
  }

  /** Of one peer, if the batch has it. */
  public Optional<PeerProgress> of(PeerTag tag) {
    return peers.stream().filter(peer -> peer.tag().equals(tag)).findFirst();
  }

  /** The batch as bytes. */
  public Octets encode() {
    return FieldWriter.record(VERSION, fields -> fields.each(1, peers, PeerProgress::freeze));
  }

  /** A batch from bytes, also from those of an older version. Never throws. */
  public static Decoding<ShardProgress> decode(Octets bytes) {
    return FieldReader.record(
        bytes, VERSION, fields -> new ShardProgress(fields.each(1, PeerProgress::thaw)));
  }
}
