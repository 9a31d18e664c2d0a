package dev.vigil.protocol.quickmode;

import java.net.InetAddress;

/**
 * One side of a flow as Quick Mode's identities say it: a prefix, a protocol and a port.
 *
 * @param protocol IP protocol, 0 for any
 * @param port 0 for any
 */
public record TrafficSelector(InetAddress prefix, int prefixLength, int protocol, int port) {}
