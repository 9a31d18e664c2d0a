package dev.vigil.actors.udp;

import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.wire.Octets;

/**
 * An ISAKMP datagram as it came, nothing of it checked.
 *
 * @param bytes without the non-ESP marker
 */
public record Datagram(Octets bytes, Path path) {}
