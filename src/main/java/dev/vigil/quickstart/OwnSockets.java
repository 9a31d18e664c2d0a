package dev.vigil.quickstart;

import dev.vigil.protocol.wire.Octets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A socket for each site, on any platform: as many as a process may hold. */
final class OwnSockets implements SiteNet {
  private static final Logger LOG = LoggerFactory.getLogger(OwnSockets.class);
  private static final int LARGEST_DATAGRAM = 65_535;
  private static final long WAIT_MILLIS = 4;

  private final Selector selector = Selector.open();
  private final List<DatagramChannel> channels = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);

  OwnSockets(List<SiteSettings> settings) throws IOException {
    for (SiteSettings site : settings) {
      DatagramChannel channel = DatagramChannel.open();
      channels.add(channel);
      channel.configureBlocking(false);
      channel.bind(site.local());
      channel.register(selector, SelectionKey.OP_READ, channels.size() - 1);
    }
  }

  @Override
  public void receive(Arrival arrival) throws IOException {
    selector.select(key -> ready(key, arrival), WAIT_MILLIS);
  }

  private void ready(SelectionKey key, Arrival arrival) {
    int site = (Integer) key.attachment();
    DatagramChannel channel = (DatagramChannel) key.channel();
    try {
      buffer.clear();
      while (channel.receive(buffer) instanceof InetSocketAddress sender) {
        arrival.received(site, sender.getPort(), buffer.flip());
        buffer.clear();
      }
    } catch (IOException e) {
      LOG.warn("event=site-read-failed site={} reason={}", site, e.getMessage());
    }
  }

  @Override
  public void send(int site, Octets datagram, boolean marked, InetSocketAddress to) {
    ByteBuffer bytes = datagram.asBuffer();
    if (marked) {
      bytes = ByteBuffer.allocate(Integer.BYTES + datagram.length()).putInt(0);
      datagram.writeTo(bytes);
      bytes.flip();
    }
    try {
      channels.get(site).send(bytes, to);
    } catch (IOException e) {
      LOG.debug("to {}: {}", to, e.getMessage());
    }
  }

  @Override
  public void flush() {
    // each datagram has gone already
  }

  @Override
  public void wake() {
    selector.wakeup();
  }

  @Override
  public void close() throws IOException {
    for (DatagramChannel channel : channels) {
      channel.close();
    }
    selector.close();
  }
}
