/**
 * The UDP edge: sockets in, datagrams out, and nothing of ISAKMP beyond the framing of the
 * NAT-traversal port (RFC 3948). Two implementations behind {@link dev.vigil.actors.udp.UdpEdge}:
 * recvmmsg and sendmmsg through the foreign function interface, and plain NIO. Each listen address
 * has sockets of its own, so that an answer leaves from the address that the peer knows.
 */
@NullMarked
package dev.vigil.actors.udp;

import org.jspecify.annotations.NullMarked;
