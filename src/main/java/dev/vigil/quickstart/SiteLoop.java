package dev.vigil.quickstart;

import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.wire.Octets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs many sites on one thread: a socket each, one selector, one queue of deadlines. */
final class SiteLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SiteLoop.class);
  private static final int MARKER_BYTES = 4;
  private static final int LARGEST_DATAGRAM = 65_535;
  private static final Duration LONGEST_WAIT = Duration.ofMillis(200);

  private record Due(Instant at, int site) {}

  private final InstantSource clock;
  private final Selector selector = Selector.open();
  private final List<Site> sites = new ArrayList<>();
  private final List<DatagramChannel> channels = new ArrayList<>();
  private final List<Integer> natPorts = new ArrayList<>();
  private final List<Instant> armed = new ArrayList<>();
  private final PriorityQueue<Due> deadlines = new PriorityQueue<>(Comparator.comparing(Due::at));
  private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);
  private volatile boolean running = true;

  SiteLoop(List<SiteSettings> settings, Site.Codecs codecs, Entropy entropy, InstantSource clock)
      throws IOException {
    this.clock = clock;
    for (SiteSettings site : settings) {
      DatagramChannel channel = DatagramChannel.open();
      channels.add(channel);
      channel.configureBlocking(false);
      channel.bind(site.local());
      channel.register(selector, SelectionKey.OP_READ, sites.size());
      sites.add(new Site(site, codecs, entropy, new Wire(channel)));
      natPorts.add(site.headEndNat().getPort());
      armed.add(Instant.MAX);
    }
  }

  int size() {
    return sites.size();
  }

  /** Has {@code task} run on the loop's own thread, the only one that may touch sites. */
  void execute(Runnable task) {
    tasks.add(task);
    selector.wakeup();
  }

  /** On the loop's thread only. */
  List<Site> sites() {
    return sites;
  }

  /** On the loop's thread only: a site's deadline may have come nearer. */
  void rearm(int site) {
    Instant next = sites.get(site).nextDeadline().orElse(Instant.MAX);
    if (next.isBefore(armed.get(site))) {
      armed.set(site, next);
      deadlines.add(new Due(next, site));
    }
  }

  Instant now() {
    return clock.instant();
  }

  /** Serves the sites until {@link #close}. */
  void run() throws IOException {
    while (running) {
      selector.select(this::ready, waitMillis());
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        task.run();
      }
      fireDeadlines();
    }
  }

  private long waitMillis() {
    Due next = deadlines.peek();
    if (next == null) {
      return LONGEST_WAIT.toMillis();
    }
    long millis = Duration.between(now(), next.at()).toMillis();
    return Math.clamp(millis, 1, LONGEST_WAIT.toMillis());
  }

  private void fireDeadlines() {
    Instant now = now();
    while (!deadlines.isEmpty() && !deadlines.peek().at().isAfter(now)) {
      Due due = deadlines.remove();
      if (due.at().equals(armed.get(due.site()))) {
        armed.set(due.site(), Instant.MAX);
        sites.get(due.site()).deadline(now);
        rearm(due.site());
      }
    }
  }

  private void ready(SelectionKey key) {
    int site = (Integer) key.attachment();
    DatagramChannel channel = (DatagramChannel) key.channel();
    try {
      buffer.clear();
      while (channel.receive(buffer) instanceof InetSocketAddress sender) {
        boolean marked = sender.getPort() == natPorts.get(site);
        received(sites.get(site), buffer.flip(), marked);
        buffer.clear();
      }
      rearm(site);
    } catch (IOException e) {
      LOG.warn("event=site-read-failed site={} reason={}", site, e.getMessage());
    }
  }

  /** RFC 3948 §2: on the NAT-traversal port ISAKMP comes behind four zero bytes. */
  private void received(Site site, ByteBuffer datagram, boolean marked) {
    boolean esp = false;
    if (marked) {
      if (datagram.remaining() <= MARKER_BYTES) {
        return;
      }
      esp = datagram.getInt(datagram.position()) != 0;
      datagram.position(datagram.position() + (esp ? 0 : MARKER_BYTES));
    }
    byte[] bytes = new byte[datagram.remaining()];
    datagram.get(bytes);
    if (esp) {
      site.receivedEsp(Octets.wrap(bytes));
    } else {
      site.received(Octets.wrap(bytes), marked, now());
    }
  }

  private record Wire(DatagramChannel channel) implements SiteWire {
    @Override
    public void send(Octets message, Path path) {
      if (path.marked()) {
        ByteBuffer marked = ByteBuffer.allocate(MARKER_BYTES + message.length()).putInt(0);
        message.writeTo(marked);
        transmit(marked.flip(), path);
      } else {
        transmit(message.asBuffer(), path);
      }
    }

    @Override
    public void sendEsp(Octets esp, Path path) {
      transmit(esp.asBuffer(), path);
    }

    private void transmit(ByteBuffer bytes, Path path) {
      try {
        channel.send(bytes, path.remote());
      } catch (IOException e) {
        LOG.debug("to {}: {}", path.remote(), e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    running = false;
    selector.wakeup();
  }
}
