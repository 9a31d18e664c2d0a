package dev.vigil.actors.peer;

import dev.vigil.protocol.cookie.PeerTag;

/** A message with the tag of the peer that it is for, as sharding needs it. */
public record PeerEnvelope(PeerTag tag, PeerMessage message) {}
