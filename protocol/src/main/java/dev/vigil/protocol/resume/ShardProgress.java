package dev.vigil.protocol.resume;

import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.wire.Decoding;
import dev.vigil.protocol.wire.Octets;
import java.util.List;
import java.util.Optional;

/** How far the peers of one shard have come, as one batch. */
public record ShardProgress(List<PeerProgress> peers) {
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
    return Octets.EMPTY;
  }

  /** A batch from bytes, also from those of an older version. */
  public static Decoding<ShardProgress> decode(Octets bytes) {
    return new Decoding.Malformed<>("no batch of " + bytes.length() + " bytes", 0);
  }
}
