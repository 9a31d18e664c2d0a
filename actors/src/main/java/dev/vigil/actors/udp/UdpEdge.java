package dev.vigil.actors.udp;

import dev.vigil.actors.cluster.Lease;
import dev.vigil.actors.observe.Counters;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.settings.UdpSettings;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * The sockets of one node. Opening binds them, {@link #start} lets datagrams in; sending works from
 * any thread from the first moment on and never blocks.
 */
public interface UdpEdge extends AutoCloseable {
  /**
   * Binds a socket for each listen address and port.
   *
   * @param lease asked before anything leaves; what is to be sent while it is not held is counted
   *     and lost
   * @throws CannotBind with one clear sentence; nothing stays bound
   */
  static UdpEdge open(UdpSettings settings, Counters counters, Lease lease) throws CannotBind {
    boolean batched =
        switch (settings.edge()) {
          case AUTO -> BatchedUdpEdge.available();
          case BATCHED -> {
            if (!BatchedUdpEdge.available()) {
              throw CannotBind.noBatchedSockets();
            }
            yield true;
          }
          case NIO -> false;
        };
    return batched
        ? BatchedUdpEdge.open(settings, counters, lease)
        : NioUdpEdge.open(settings, counters, lease);
  }

  /** Which implementation runs, for the log. */
  String kind();

  /** Where we answer, ports as the system chose them where the setting is 0. */
  List<LocalSocket> sockets();

  /**
   * Lets datagrams in; called once.
   *
   * @param sink takes ISAKMP, {@code esp} what came as ESP in UDP datagrams
   * @param later runs what may wait until the work that is queued there by now is done. An edge
   *     that can send many datagrams in one call does so there when sendings follow each other
   *     closely; {@code Runnable::run} makes it send each one at once.
   */
  void start(DatagramSink sink, EspSink esp, Executor later);

  /**
   * Sends from {@code path.local()}, with a non-ESP marker where the path is marked. A datagram
   * that the kernel does not take is counted and lost, as the network might lose it.
   *
   * @param datagram without non-ESP marker
   */
  void send(Octets datagram, Path path);

  /**
   * Sends ESP in a UDP datagram (RFC 3948 §2.1): without marker, as its SPI is not zero. Batched
   * and lost as {@link #send} does it.
   *
   * @param path a marked one
   */
  void sendEsp(Octets esp, Path path);

  /** Sends the one byte 0xFF that keeps a NAT's mapping alive (RFC 3948 §2.3). */
  void sendNatKeepalive(Path path);

  /** Closes all sockets; returns when no receiver thread runs any more. */
  @Override
  void close();

  /**
   * A bound socket.
   *
   * @param marked true on the NAT-traversal port
   */
  record LocalSocket(InetSocketAddress address, boolean marked) {}
}
