package dev.vigil.actors.udp;

import dev.vigil.protocol.wire.Octets;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * One UDP socket for any number of this machine's IPv4 addresses: each datagram says which of them
 * it came to, or which it leaves from. So one process plays 100,000 sites with one descriptor and
 * few system calls. Linux only. For use by one thread.
 */
public final class ManyAddressSocket implements AutoCloseable {
  private static final int SLOTS = 64;
  private static final int LARGEST_DATAGRAM = 4096;

  /** What came; {@link #receive} calls it for each datagram. */
  public interface Arrival {
    /**
     * @param ours our address that it came to, as a 32-bit number
     * @param from the sender's address
     * @param fromPort the sender's port
     * @param datagram from position to limit; valid only during the call
     */
    void received(int ours, int from, int fromPort, ByteBuffer datagram);
  }

  private final Arena arena = Arena.ofAuto();
  private final Libc libc = new Libc(arena);
  private final AddressedRing incoming = new AddressedRing(arena, SLOTS, LARGEST_DATAGRAM);
  private final AddressedRing outgoing = new AddressedRing(arena, SLOTS, LARGEST_DATAGRAM);
  private final int fd;
  private final int port;
  private int filled;

  private ManyAddressSocket(int wantedPort, int buffer, Duration wait) throws IOException {
    fd = libc.socket(false);
    check(fd, "no socket");
    libc.buffers(fd, buffer, buffer);
    libc.receiveTimeout(fd, (int) (wait.toNanos() / 1000));
    check(libc.packetInfo(fd), "no packet information");
    MemorySegment address = arena.allocate(SocketAddress.BYTES, 8);
    InetSocketAddress wanted = new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), wantedPort);
    int length = SocketAddress.encode(wanted, address, 0);
    check(libc.bind(fd, address, length), "port " + wantedPort + " cannot be had");
    libc.getsockname(fd, address);
    port = SocketAddress.port(address, 0);
  }

  /** Whether this platform has what it takes. */
  public static boolean available() {
    return BatchedUdpEdge.available();
  }

  /**
   * Opens one.
   *
   * @param port 0: any free one
   * @param buffer bytes, for receiving and for sending each
   * @param wait how long {@link #receive} waits for the first datagram, below a second
   */
  public static ManyAddressSocket open(int port, int buffer, Duration wait) throws IOException {
    return new ManyAddressSocket(port, buffer, wait);
  }

  private void check(int result, String complaint) throws IOException {
    if (result < 0) {
      if (fd >= 0) {
        libc.close(fd);
      }
      throw new IOException(complaint + " (error " + -result + ")");
    }
  }

  public int port() {
    return port;
  }

  /** Waits for a datagram and hands on all that are there, up to a batch; how many these were. */
  public int receive(Arrival arrival) {
    int count = libc.recvmmsg(fd, incoming.headersFrom(0), SLOTS, Libc.MSG_WAITFORONE);
    for (int slot = 0; slot < count; slot++) {
      arrival.received(
          incoming.ours(slot),
          incoming.sender(slot),
          incoming.senderPort(slot),
          incoming.received(slot));
      incoming.rearm(slot);
    }
    return Math.max(0, count);
  }

  /**
   * Sends, at {@link #flush} at the latest. What the kernel does not take is lost, as on any path.
   *
   * @param ours the address that it leaves from, as a 32-bit number
   * @param lead zero bytes before it, none or four
   */
  public void send(int ours, Octets datagram, int lead, InetSocketAddress to) {
    if (filled == outgoing.slots()) {
      flush();
    }
    if (outgoing.put(filled, ours, datagram, lead, to)) {
      filled++;
    }
  }

  public void flush() {
    int done = 0;
    while (done < filled) {
      int sent = libc.sendmmsg(fd, outgoing.headersFrom(done), filled - done, 0);
      if (sent > 0) {
        done += sent;
      } else if (sent != -Libc.EINTR) {
        done++;
      }
    }
    filled = 0;
  }

  @Override
  public void close() {
    libc.close(fd);
  }
}
