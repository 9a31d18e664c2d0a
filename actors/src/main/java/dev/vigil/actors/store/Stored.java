package dev.vigil.actors.store;

import dev.vigil.protocol.resume.PeerProgress;
import dev.vigil.protocol.wire.Octets;
import java.util.Optional;

/**
 * What is kept of a peer.
 *
 * @param snapshot as {@link dev.vigil.protocol.snapshot.PeerSnapshot#encode} gives it, in clear
 * @param progress the last that the shard's owner told of its numbers
 */
public record Stored(Octets snapshot, Optional<PeerProgress> progress) {}
