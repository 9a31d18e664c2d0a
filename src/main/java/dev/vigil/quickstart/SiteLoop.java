package dev.vigil.quickstart;

import dev.vigil.actors.udp.ManyAddressSocket;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.wire.Octets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Runs many sites on one thread, with one queue of deadlines. */
final class SiteLoop implements AutoCloseable {
  private static final int MARKER_BYTES = 4;

  /** As many deadlines as are looked at before the network is again. */
  private static final int DEADLINES_A_TURN = 128;

  private record Due(Instant at, int site) {}

  private final InstantSource clock;
  private final SiteNet net;
  private final Tally tally = new Tally();
  private final PowerOns powerOns = new PowerOns();
  private final List<Site> sites = new ArrayList<>();
  private final int natPort;
  private final List<Instant> armed = new ArrayList<>();
  private final PriorityQueue<Due> deadlines = new PriorityQueue<>(Comparator.comparing(Due::at));
  private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private volatile boolean running = true;

  /**
   * @param settings of each site, one at least; all call the same head-end
   */
  SiteLoop(List<SiteSettings> settings, Site.Codecs codecs, Entropy entropy, InstantSource clock)
      throws IOException {
    this.clock = clock;
    net = ManyAddressSocket.available() ? SharedSocket.open(settings) : new OwnSockets(settings);
    natPort = settings.getFirst().headEndNat().getPort();
    for (SiteSettings site : settings) {
      sites.add(new Site(site, codecs, entropy, new Wire(net, sites.size()), tally));
      armed.add(Instant.MAX);
    }
  }

  int size() {
    return sites.size();
  }

  /** Has {@code task} run on the loop's own thread, the only one that may touch sites. */
  void execute(Runnable task) {
    tasks.add(task);
    net.wake();
  }

  /** On the loop's thread only. */
  List<Site> sites() {
    return sites;
  }

  /** On the loop's thread only. */
  Tally tally() {
    return tally;
  }

  /** On the loop's thread only. */
  PowerOns powerOns() {
    return powerOns;
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
    PowerOns.Fleet fleet = fleet();
    while (running) {
      net.receive(this::received);
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        task.run();
      }
      powerOns.turn(fleet, now());
      fireDeadlines();
      net.flush();
    }
    net.close();
  }

  private PowerOns.Fleet fleet() {
    return new PowerOns.Fleet() {
      @Override
      public void powerOn(int site) {
        sites.get(site).powerOn(now());
        rearm(site);
      }

      @Override
      public boolean isUp(int site) {
        return sites.get(site).isUp();
      }
    };
  }

  private void fireDeadlines() {
    Instant now = now();
    for (int i = 0; i < DEADLINES_A_TURN; i++) {
      Due due = deadlines.peek();
      if (due == null || due.at().isAfter(now)) {
        return;
      }
      deadlines.remove();
      if (due.at().equals(armed.get(due.site()))) {
        armed.set(due.site(), Instant.MAX);
        sites.get(due.site()).deadline(now);
        rearm(due.site());
      }
    }
  }

  /** RFC 3948 §2: on the NAT-traversal port ISAKMP comes behind four zero bytes. */
  private void received(int site, int fromPort, ByteBuffer datagram) {
    boolean marked = fromPort == natPort;
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
      sites.get(site).receivedEsp(Octets.wrap(bytes));
    } else {
      sites.get(site).received(Octets.wrap(bytes), marked, now());
      rearm(site);
    }
  }

  private record Wire(SiteNet net, int site) implements SiteWire {
    @Override
    public void send(Octets message, Path path) {
      net.send(site, message, path.marked(), path.remote());
    }

    @Override
    public void sendEsp(Octets esp, Path path) {
      net.send(site, esp, false, path.remote());
    }
  }

  @Override
  public void close() {
    running = false;
    net.wake();
  }
}
