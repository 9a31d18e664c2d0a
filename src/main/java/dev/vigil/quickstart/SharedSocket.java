package dev.vigil.quickstart;

import dev.vigil.actors.udp.ManyAddressSocket;
import dev.vigil.protocol.wire.Octets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All sites behind one socket: what 100,000 of them need. They share a port. */
final class SharedSocket implements SiteNet {
  private static final Duration WAIT = Duration.ofMillis(4);
  private static final int LEAST_BUFFER = 1 << 20;
  private static final int MOST_BUFFER = 32 << 20;
  private static final int BUFFER_A_SITE = 2048;

  private final ManyAddressSocket socket;
  private final int[] addresses;
  private final Map<Integer, Integer> sites = new HashMap<>();
  private final int headEnd;

  private SharedSocket(ManyAddressSocket socket, List<SiteSettings> settings) {
    this.socket = socket;
    this.addresses = new int[settings.size()];
    this.headEnd = number(settings.getFirst().headEnd());
    for (int site = 0; site < addresses.length; site++) {
      addresses[site] = number(settings.get(site).local());
      sites.put(addresses[site], site);
    }
  }

  static SharedSocket open(List<SiteSettings> settings) throws IOException {
    int buffer = Math.clamp((long) settings.size() * BUFFER_A_SITE, LEAST_BUFFER, MOST_BUFFER);
    int port = settings.getFirst().local().getPort();
    return new SharedSocket(ManyAddressSocket.open(port, buffer, WAIT), settings);
  }

  private static int number(InetSocketAddress address) {
    InetAddress ip = address.getAddress();
    return ByteBuffer.wrap(ip.getAddress()).getInt();
  }

  @Override
  public void receive(Arrival arrival) {
    socket.receive((ours, from, fromPort, datagram) -> {
      Integer site = sites.get(ours);
      if (site != null && from == headEnd) {
        arrival.received(site, fromPort, datagram);
      }
    });
  }

  @Override
  public void send(int site, Octets datagram, boolean marked, InetSocketAddress to) {
    socket.send(addresses[site], datagram, marked ? Integer.BYTES : 0, to);
  }

  @Override
  public void flush() {
    socket.flush();
  }

  @Override
  public void wake() {
    // It never waits for long.
  }

  @Override
  public void close() {
    socket.close();
  }
}
