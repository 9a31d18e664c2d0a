package dev.vigil.protocol.peer;

import dev.vigil.protocol.wire.Payload;
import java.net.InetSocketAddress;

/** A peer that at least one pair of IPsec SAs stands with, as the log calls it. */
record Session(InetSocketAddress peer, Payload.Identification identity) {}
