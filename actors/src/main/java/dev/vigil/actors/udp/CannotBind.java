package dev.vigil.actors.udp;

import java.net.InetSocketAddress;

/** A socket could not be had; the message is one sentence for the operator. */
public final class CannotBind extends Exception {
  /** Why. */
  public enum Reason {
    PORT_IN_USE,
    NO_PERMISSION,
    NO_SUCH_ADDRESS,
    NO_SOCKET
  }

  private final Reason reason;

  private CannotBind(Reason reason, String sentence) {
    super(sentence);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  static CannotBind of(Reason reason, InetSocketAddress address, String detail) {
    int port = address.getPort();
    String host = address.getAddress().getHostAddress();
    return new CannotBind(
        reason,
        switch (reason) {
          case PORT_IN_USE ->
              "UDP port %d on %s is already in use by another program.".formatted(port, host);
          case NO_PERMISSION ->
              ("No permission for UDP port %d on %s: run as root, grant CAP_NET_BIND_SERVICE, or"
                      + " set vigil.udp.port and vigil.udp.nat-port to 1024 or more.")
                  .formatted(port, host);
          case NO_SUCH_ADDRESS ->
              "%s in vigil.udp.listen is not an address of this machine.".formatted(host);
          case NO_SOCKET -> "No UDP socket for port %d on %s: %s.".formatted(port, host, detail);
        });
  }

  static CannotBind noAddress() {
    return new CannotBind(
        Reason.NO_SUCH_ADDRESS, "This machine has none of the addresses in vigil.udp.listen.");
  }

  static CannotBind noBatchedSockets() {
    return new CannotBind(
        Reason.NO_SOCKET,
        "vigil.udp.edge is batched, but this platform has no recvmmsg and sendmmsg; use auto.");
  }
}
