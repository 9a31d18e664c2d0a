package dev.vigil.actors.node;

import dev.vigil.actors.udp.DatagramSink;
import dev.vigil.actors.udp.EspSink;
import dev.vigil.actors.udp.UdpEdge;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.wire.Octets;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** A network that ends in a list, for tests that run in a time of their own. */
public final class RecordingEdge implements UdpEdge {
  private final AtomicInteger failures = new AtomicInteger();
  private final Queue<Octets> sent = new ConcurrentLinkedQueue<>();

  @Override
  public String kind() {
    return "recording";
  }

  @Override
  public List<LocalSocket> sockets() {
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    return List.of(
        new LocalSocket(new InetSocketAddress(loopback, 500), false),
        new LocalSocket(new InetSocketAddress(loopback, 4500), true));
  }

  @Override
  public void start(DatagramSink sink, EspSink esp, Executor later) {}

  @Override
  public void send(Octets datagram, Path path) {
    if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new IllegalStateException("broken edge");
    }
    sent.add(datagram);
  }

  @Override
  public void sendEsp(Octets esp, Path path) {
    sent.add(esp);
  }

  @Override
  public void sendNatKeepalive(Path path) {
    sent.add(Octets.of((byte) 0xff));
  }

  /** The next so many sendings throw, as no real edge does. */
  public void breakFor(int sendings) {
    failures.set(sendings);
  }

  /** All that was sent since the last call. */
  public List<Octets> take() {
    List<Octets> taken = new ArrayList<>();
    for (Octets next = sent.poll(); next != null; next = sent.poll()) {
      taken.add(next);
    }
    return taken;
  }

  @Override
  public void close() {}
}
