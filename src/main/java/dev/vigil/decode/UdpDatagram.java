package dev.vigil.decode;

import dev.vigil.protocol.wire.Octets;
import java.net.InetSocketAddress;
import java.time.Instant;

/** A UDP payload of a capture; {@code frame} is the one that completed it. */
record UdpDatagram(
    int frame, Instant time, InetSocketAddress from, InetSocketAddress to, Octets payload) {}
