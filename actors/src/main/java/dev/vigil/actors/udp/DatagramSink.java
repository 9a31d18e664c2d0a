package dev.vigil.actors.udp;

import java.util.List;

/** Who takes what the sockets received. */
@FunctionalInterface
public interface DatagramSink {
  /**
   * Called by the receiver threads with one system call's worth; must not block and must not throw.
   * The list is the sink's own.
   */
  void received(List<Datagram> batch);
}
