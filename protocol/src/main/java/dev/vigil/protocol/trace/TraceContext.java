package dev.vigil.protocol.trace;

import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.exchange.Role;

/**
 * What every line of one SA shares.
 *
 * @param connection the number that the router prints as {@code (0:N:SW:1)} and {@code conn-id}; 0
 *     while the SA has none yet
 */
public record TraceContext(int connection, Role role, Path path) {
  /** The router marks connections of its software engine so in the numbers of packet lines. */
  private static final int SOFTWARE_ENGINE = 0x0800_0000;

  /** A line about the SA. */
  String sa(String text) {
    return connection == 0
        ? "ISAKMP:(0:0:N/A:0):" + text
        : "ISAKMP:(0:" + connection + ":SW:1):" + text;
  }

  /** A line about something from the wire. */
  String wire(String text) {
    return "ISAKMP (0:" + (connection == 0 ? 0 : SOFTWARE_ENGINE | connection) + "): " + text;
  }

  /** The peer's address, without the port. */
  String peer() {
    return path.remote().getAddress().getHostAddress();
  }

  String local() {
    return path.local().getAddress().getHostAddress();
  }

  int localPort() {
    return path.local().getPort();
  }

  int peerPort() {
    return path.remote().getPort();
  }
}
