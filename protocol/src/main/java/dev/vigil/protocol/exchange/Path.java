package dev.vigil.protocol.exchange;

import java.net.InetSocketAddress;

/**
 * Where a datagram came from, or goes: our address and the peer's.
 *
 * @param marked true on the NAT-traversal port, where an ISAKMP message follows four zero bytes
 *     (the non-ESP marker, RFC 3948 §2.2). The edge adds and strips them; no datagram of this
 *     package has them.
 */
public record Path(InetSocketAddress local, InetSocketAddress remote, boolean marked) {}
