package dev.vigil.actors.udp;

import dev.vigil.actors.cluster.Lease;
import dev.vigil.actors.observe.Counter;
import dev.vigil.actors.observe.Counters;
import dev.vigil.actors.udp.CannotBind.Reason;
import dev.vigil.actors.udp.UdpEdge.LocalSocket;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.settings.UdpSettings;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One bound socket. A thread of its own receives; any thread sends. Who finds nobody sending takes
 * it on, also for those that come meanwhile: at once when the socket was idle, else after the work
 * that is queued already, so that a burst leaves in few system calls and a lone datagram never
 * waits.
 */
final class BatchedSocket {
  private static final Logger LOG = LoggerFactory.getLogger(BatchedSocket.class);

  /** How long a receive waits before it looks whether the socket is to be closed. */
  private static final int RECEIVE_TIMEOUT_MICROSECONDS = 200_000;

  /** Sendings that follow each other more closely than that are put together. */
  private static final long CLOSE_NANOS = 100_000;

  private static final long CLOSE_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private record Outgoing(Octets datagram, boolean raw, InetSocketAddress to) {}

  private final int fd;
  private final LocalSocket local;
  private final Counters counters;
  private final UdpSettings settings;
  private final Lease lease;
  private final Queue<Outgoing> outgoing = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final Arena sendArena = Arena.ofAuto();
  private final MessageRing sendRing;
  private final Libc sender;
  private final AtomicBoolean released = new AtomicBoolean();
  private volatile boolean closed;
  private volatile Executor later = Runnable::run;
  private volatile long lastSentAt = System.nanoTime() - CLOSE_NANOS;
  private @Nullable Thread receiver;

  private BatchedSocket(
      int fd, LocalSocket local, UdpSettings settings, Counters counters, Lease lease) {
    this.fd = fd;
    this.local = local;
    this.settings = settings;
    this.counters = counters;
    this.lease = lease;
    sendRing = new MessageRing(sendArena, settings.receiveBatch(), settings.largestDatagram());
    sender = new Libc(sendArena);
  }

  static BatchedSocket bind(
      LocalSocket wanted, UdpSettings settings, Counters counters, Lease lease) throws CannotBind {
    InetSocketAddress wish = wanted.address();
    try (Arena arena = Arena.ofConfined()) {
      Libc libc = new Libc(arena);
      int fd = libc.socket(wish.getAddress() instanceof Inet6Address);
      if (fd < 0) {
        throw CannotBind.of(Reason.NO_SOCKET, wish, "error " + -fd);
      }
      libc.buffers(fd, settings.receiveBuffer(), settings.sendBuffer());
      if (settings.reusePort()) {
        libc.reusePort(fd);
      }
      libc.receiveTimeout(fd, RECEIVE_TIMEOUT_MICROSECONDS);
      MemorySegment address = arena.allocate(SocketAddress.BYTES, 8);
      int length = SocketAddress.encode(wish, address, 0);
      int bound = libc.bind(fd, address, length);
      if (bound < 0) {
        libc.close(fd);
        throw CannotBind.of(reason(-bound), wish, "error " + -bound);
      }
      libc.getsockname(fd, address);
      LocalSocket local =
          new LocalSocket(
              new InetSocketAddress(wish.getAddress(), SocketAddress.port(address, 0)),
              wanted.marked());
      return new BatchedSocket(fd, local, settings, counters, lease);
    }
  }

  private static Reason reason(int errno) {
    return switch (errno) {
      case Libc.EADDRINUSE -> Reason.PORT_IN_USE;
      case Libc.EACCES, Libc.EPERM -> Reason.NO_PERMISSION;
      case Libc.EADDRNOTAVAIL -> Reason.NO_SUCH_ADDRESS;
      default -> Reason.NO_SOCKET;
    };
  }

  LocalSocket local() {
    return local;
  }

  void start(DatagramSink sink, EspSink esp, Executor whenQueuedWorkIsDone) {
    later = whenQueuedWorkIsDone;
    String name = "vigil-udp-" + local.address().getPort();
    receiver = Thread.ofPlatform().daemon().name(name).start(() -> receive(sink, esp));
  }

  private void receive(DatagramSink sink, EspSink esp) {
    Intake intake = new Intake(local.marked(), esp, counters);
    PathCache paths = new PathCache(local.address(), local.marked());
    try (Arena arena = Arena.ofConfined()) {
      Libc libc = new Libc(arena);
      MessageRing ring =
          new MessageRing(arena, settings.receiveBatch(), settings.largestDatagram());
      while (!closed) {
        int count = libc.recvmmsg(fd, ring.headers(), ring.slots(), Libc.MSG_WAITFORONE);
        if (count > 0) {
          hand(ring, count, intake, paths, sink);
        } else if (count != -Libc.EAGAIN && count != -Libc.EINTR && !closed) {
          LOG.warn("udp receive failed local={} errno={}", local.address(), -count);
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
      }
    }
  }

  private void hand(
      MessageRing ring, int count, Intake intake, PathCache paths, DatagramSink sink) {
    List<Datagram> batch = new ArrayList<>(count);
    for (int slot = 0; slot < count; slot++) {
      Path path = ring.sender(slot, paths);
      intake.take(ring.received(slot), ring.truncated(slot), path, batch);
      ring.rearm(slot);
    }
    if (!batch.isEmpty()) {
      sink.received(batch);
    }
  }

  /**
   * @param raw without a marker even on the NAT-traversal port
   */
  void send(Octets datagram, boolean raw, InetSocketAddress to) {
    if (closed || to.isUnresolved()) {
      counters.count(Counter.SEND_FAILED);
      return;
    }
    outgoing.add(new Outgoing(datagram, raw, to));
    if (waiting.getAndIncrement() == 0) {
      if (System.nanoTime() - lastSentAt < CLOSE_NANOS) {
        drainLater();
      } else {
        drain();
      }
    }
  }

  private void drainLater() {
    try {
      later.execute(this::drain);
    } catch (RejectedExecutionException stopping) {
      drain();
    }
  }

  private void drain() {
    int left = 1;
    while (left > 0) {
      int taken = 0;
      int filled = 0;
      while (taken < Math.min(left, sendRing.slots())) {
        Outgoing next = outgoing.remove();
        taken++;
        int lead = local.marked() && !next.raw() ? Intake.MARKER_BYTES : 0;
        if (sendRing.put(filled, next.datagram(), lead, next.to())) {
          filled++;
        } else {
          counters.count(Counter.SEND_FAILED);
        }
      }
      flush(filled);
      left = waiting.addAndGet(-taken);
    }
    lastSentAt = System.nanoTime();
  }

  private void flush(int filled) {
    int done = 0;
    while (done < filled) {
      // Asked here and not when it was handed in: the process may have been frozen in between.
      if (!lease.holds()) {
        counters.add(Counter.HELD_BACK, filled - done);
        return;
      }
      int sent = sender.sendmmsg(fd, sendRing.headersFrom(done), filled - done, Libc.MSG_DONTWAIT);
      if (sent > 0) {
        counters.add(Counter.DATAGRAMS_OUT, sent);
        done += sent;
      } else if (sent != -Libc.EINTR) {
        // The first of them cannot go: it is lost, the others are tried.
        counters.count(Counter.SEND_FAILED);
        done++;
      }
    }
  }

  /** Nothing new is sent; the receiver ends. {@link #awaitClosed} waits for what is under way. */
  void close() {
    closed = true;
  }

  void awaitClosed() {
    try {
      if (receiver != null) {
        receiver.join();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    long deadline = System.nanoTime() + CLOSE_PATIENCE_NANOS;
    while (waiting.get() > 0 && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    // Once only: by the second time the number may be another file's.
    if (!released.compareAndSet(false, true)) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      new Libc(arena).close(fd);
    }
  }
}
