package dev.vigil.actors.udp;

import dev.vigil.actors.cluster.Lease;
import dev.vigil.actors.observe.Counter;
import dev.vigil.actors.observe.Counters;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.settings.UdpSettings;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The edge on Linux: many datagrams a system call, in memory that is used again for each. */
final class BatchedUdpEdge implements UdpEdge {
  private static final Octets KEEPALIVE = Octets.of((byte) 0xff);

  private final Map<InetSocketAddress, BatchedSocket> sockets;
  private final Counters counters;
  private final Lease lease;

  private BatchedUdpEdge(List<BatchedSocket> sockets, Counters counters, Lease lease) {
    this.sockets =
        sockets.stream().collect(Collectors.toUnmodifiableMap(s -> s.local().address(), s -> s));
    this.counters = counters;
    this.lease = lease;
  }

  /** Whether this platform has the calls that the edge needs. */
  static boolean available() {
    String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    SymbolLookup symbols = Linker.nativeLinker().defaultLookup();
    return System.getProperty("os.name", "").equals("Linux")
        && (machine.equals("amd64") || machine.equals("aarch64"))
        && symbols.find("recvmmsg").isPresent()
        && symbols.find("sendmmsg").isPresent();
  }

  static BatchedUdpEdge open(UdpSettings settings, Counters counters, Lease lease)
      throws CannotBind {
    List<BatchedSocket> bound = new ArrayList<>();
    try {
      for (LocalSocket wanted : ListenAddresses.wanted(settings)) {
        bound.add(BatchedSocket.bind(wanted, settings, counters, lease));
      }
      return new BatchedUdpEdge(bound, counters, lease);
    } catch (CannotBind failure) {
      closeAll(bound);
      throw failure;
    }
  }

  @Override
  public String kind() {
    return "batched (recvmmsg, sendmmsg)";
  }

  @Override
  public List<LocalSocket> sockets() {
    return sockets.values().stream().map(BatchedSocket::local).toList();
  }

  @Override
  public void start(DatagramSink sink, EspSink esp, Executor later) {
    sockets.values().forEach(socket -> socket.start(sink, esp, later));
  }

  @Override
  public void send(Octets datagram, Path path) {
    send(datagram, false, path);
  }

  @Override
  public void sendEsp(Octets esp, Path path) {
    send(esp, true, path);
  }

  private void send(Octets datagram, boolean raw, Path path) {
    @Nullable BatchedSocket socket = sockets.get(path.local());
    if (socket == null) {
      counters.count(Counter.SEND_FAILED);
    } else {
      socket.send(datagram, raw, path.remote());
    }
  }

  @Override
  public void sendNatKeepalive(Path path) {
    @Nullable BatchedSocket socket = sockets.get(path.local());
    if (socket == null) {
      counters.count(Counter.SEND_FAILED);
    } else {
      if (lease.holds()) {
        counters.count(Counter.NAT_KEEPALIVES_OUT);
      }
      socket.send(KEEPALIVE, true, path.remote());
    }
  }

  @Override
  public void close() {
    closeAll(List.copyOf(sockets.values()));
  }

  private static void closeAll(List<BatchedSocket> sockets) {
    sockets.forEach(BatchedSocket::close);
    sockets.forEach(BatchedSocket::awaitClosed);
  }
}
