package dev.vigil.settings;

import java.net.InetAddress;
import java.util.List;

/**
 * The UDP edge.
 *
 * @param listen addresses to answer on; the wildcard of a family stands for all its addresses
 * @param port our ISAKMP port, 0 for any free one
 * @param natPort our NAT-traversal port, 0 for any free one
 * @param remotePort the peers' ISAKMP port where we speak first
 * @param remoteNatPort the peers' NAT-traversal port where we speak first
 * @param reusePort whether other processes of this user may have sockets at the same addresses
 * @param encapsulation when ESP goes in UDP datagrams
 * @param receiveBuffer kernel buffer of each socket in bytes
 * @param sendBuffer kernel buffer of each socket in bytes
 * @param receiveBatch datagrams that one system call may fetch or send
 * @param largestDatagram in bytes; longer ones are dropped
 * @param queueBound datagrams between the sockets and the packet router
 * @param handshakeQueueBound how full that queue may be when a new handshake still gets in
 */
public record UdpSettings(
    List<InetAddress> listen,
    int port,
    int natPort,
    int remotePort,
    int remoteNatPort,
    Edge edge,
    boolean reusePort,
    Encapsulation encapsulation,
    int receiveBuffer,
    int sendBuffer,
    int receiveBatch,
    int largestDatagram,
    int queueBound,
    int handshakeQueueBound) {
  public UdpSettings {
    listen = List.copyOf(listen);
  }

  /** Which implementation of the edge runs. */
  public enum Edge {
    AUTO,
    BATCHED,
    NIO
  }

  /** When ESP goes in UDP datagrams (RFC 3948). */
  public enum Encapsulation {
    /** Where a NAT is on the way. */
    AUTO,
    /** With every peer that can: it is told that we are behind a NAT. */
    ALWAYS
  }

  /** The same settings with other addresses and ports. */
  public UdpSettings at(List<InetAddress> listen, int port, int natPort) {
    return new UdpSettings(
        listen,
        port,
        natPort,
        remotePort,
        remoteNatPort,
        edge,
        reusePort,
        encapsulation,
        receiveBuffer,
        sendBuffer,
        receiveBatch,
        largestDatagram,
        queueBound,
        handshakeQueueBound);
  }
}
