package dev.vigil.quickstart;

import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.wire.Octets;
import java.io.IOException;
import java.net.PortUnreachableException;
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
  private static final int LARGEST_DATAGRAM = 65_535;
  private static final Duration LONGEST_WAIT = Duration.ofMillis(200);

  private record Due(Instant at, int site) {}

  private final InstantSource clock;
  private final Selector selector = Selector.open();
  private final List<Site> sites = new ArrayList<>();
  private final List<DatagramChannel> channels = new ArrayList<>();
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
      channel.connect(site.headEnd());
      channel.register(selector, SelectionKey.OP_READ, sites.size());
      sites.add(new Site(site, codecs, entropy, (datagram, path) -> send(channel, datagram, path)));
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
      while (channel.read(buffer) > 0) {
        buffer.flip();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        sites.get(site).received(Octets.wrap(bytes), now());
        buffer.clear();
      }
      rearm(site);
    } catch (PortUnreachableException e) {
      LOG.debug("site {}: the head-end's port is closed", site);
    } catch (IOException e) {
      LOG.warn("event=site-read-failed site={} reason={}", site, e.getMessage());
    }
  }

  private static void send(DatagramChannel channel, Octets datagram, Path path) {
    try {
      channel.write(datagram.asBuffer());
    } catch (IOException e) {
      LOG.debug("to {}: {}", path.remote(), e.getMessage());
    }
  }

  @Override
  public void close() {
    running = false;
    selector.wakeup();
  }
}
