package dev.vigil.quickstart;

import dev.vigil.protocol.wire.Octets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** The sites' way to the network. For use by one thread, but for {@link #wake}. */
interface SiteNet extends AutoCloseable {
  /** What came. */
  interface Arrival {
    /**
     * @param fromPort which of the head-end's ports it came from
     * @param datagram from position to limit; valid only during the call
     */
    void received(int site, int fromPort, ByteBuffer datagram);
  }

  /** Waits a few milliseconds at most for datagrams and hands them on. */
  void receive(Arrival arrival) throws IOException;

  /**
   * Sends, at {@link #flush} at the latest.
   *
   * @param marked four zero bytes go before it (RFC 3948 §2.2)
   */
  void send(int site, Octets datagram, boolean marked, InetSocketAddress to);

  void flush();

  /** Ends the waiting, where it can. */
  void wake();

  @Override
  void close() throws IOException;
}
