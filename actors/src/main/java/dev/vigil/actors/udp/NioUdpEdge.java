package dev.vigil.actors.udp;

import dev.vigil.actors.cluster.Lease;
import dev.vigil.actors.observe.Counter;
import dev.vigil.actors.observe.Counters;
import dev.vigil.actors.udp.CannotBind.Reason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.settings.UdpSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The edge wherever Java runs: one thread selects over all sockets, one call for each datagram. */
final class NioUdpEdge implements UdpEdge {
  private static final Logger LOG = LoggerFactory.getLogger(NioUdpEdge.class);
  private static final ByteBuffer KEEPALIVE = ByteBuffer.wrap(new byte[] {(byte) 0xff});

  private record Bound(DatagramChannel channel, LocalSocket local) {}

  private final Map<InetSocketAddress, Bound> sockets;
  private final UdpSettings settings;
  private final Counters counters;
  private final Lease lease;
  private final Selector selector;
  private @Nullable Thread receiver;

  private NioUdpEdge(
      List<Bound> bound, Selector selector, UdpSettings settings, Counters counters, Lease lease)
      throws IOException {
    Map<InetSocketAddress, Bound> byAddress = new HashMap<>();
    for (Bound socket : bound) {
      byAddress.put(socket.local().address(), socket);
      socket.channel().register(selector, SelectionKey.OP_READ, socket);
    }
    this.sockets = Map.copyOf(byAddress);
    this.selector = selector;
    this.settings = settings;
    this.counters = counters;
    this.lease = lease;
  }

  static NioUdpEdge open(UdpSettings settings, Counters counters, Lease lease) throws CannotBind {
    List<Bound> bound = new ArrayList<>();
    try {
      for (LocalSocket wanted : ListenAddresses.wanted(settings)) {
        bound.add(bind(wanted, settings));
      }
      return new NioUdpEdge(bound, Selector.open(), settings, counters, lease);
    } catch (CannotBind failure) {
      closeAll(bound);
      throw failure;
    } catch (IOException failure) {
      closeAll(bound);
      throw new UncheckedIOException("no selector for the UDP sockets", failure);
    }
  }

  private static Bound bind(LocalSocket wanted, UdpSettings settings) throws CannotBind {
    InetSocketAddress address = wanted.address();
    ProtocolFamily family =
        address.getAddress() instanceof Inet6Address
            ? StandardProtocolFamily.INET6
            : StandardProtocolFamily.INET;
    @Nullable DatagramChannel channel = null;
    try {
      channel = DatagramChannel.open(family);
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.SO_RCVBUF, settings.receiveBuffer());
      channel.setOption(StandardSocketOptions.SO_SNDBUF, settings.sendBuffer());
      if (settings.reusePort()) {
        channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      }
      channel.bind(address);
      InetSocketAddress local =
          new InetSocketAddress(
              address.getAddress(), ((InetSocketAddress) channel.getLocalAddress()).getPort());
      return new Bound(channel, new LocalSocket(local, wanted.marked()));
    } catch (IOException failure) {
      close(channel);
      throw CannotBind.of(reason(failure), address, String.valueOf(failure.getMessage()));
    }
  }

  private static Reason reason(IOException failure) {
    String text = String.valueOf(failure.getMessage());
    if (text.contains("Permission denied")) {
      return Reason.NO_PERMISSION;
    }
    if (text.contains("Cannot assign requested address")) {
      return Reason.NO_SUCH_ADDRESS;
    }
    return failure instanceof BindException ? Reason.PORT_IN_USE : Reason.NO_SOCKET;
  }

  @Override
  public String kind() {
    return "nio";
  }

  @Override
  public List<LocalSocket> sockets() {
    return sockets.values().stream().map(Bound::local).toList();
  }

  @Override
  public void start(DatagramSink sink, EspSink esp, Executor later) {
    receiver = Thread.ofPlatform().daemon().name("vigil-udp").start(() -> receive(sink, esp));
  }

  private void receive(DatagramSink sink, EspSink esp) {
    Intake marked = new Intake(true, esp, counters);
    Intake unmarked = new Intake(false, esp, counters);
    // One byte more than allowed: that is how a longer datagram is told.
    ByteBuffer buffer = ByteBuffer.allocateDirect(settings.largestDatagram() + 1);
    while (selector.isOpen()) {
      try {
        selector.select(key -> {
          if (key.attachment() instanceof Bound socket) {
            receive(socket, socket.local().marked() ? marked : unmarked, buffer, sink);
          }
        });
      } catch (IOException failure) {
        LOG.warn("udp select failed error={}", failure.getMessage());
        return;
      } catch (ClosedSelectorException closed) {
        return;
      }
    }
  }

  private void receive(Bound socket, Intake intake, ByteBuffer buffer, DatagramSink sink) {
    List<Datagram> batch = new ArrayList<>();
    try {
      for (int count = 0; count < settings.receiveBatch(); count++) {
        buffer.clear();
        if (!(socket.channel().receive(buffer) instanceof InetSocketAddress sender)) {
          break;
        }
        boolean truncated = buffer.position() > settings.largestDatagram();
        Path path = new Path(socket.local().address(), sender, socket.local().marked());
        intake.take(buffer.flip(), truncated, path, batch);
      }
    } catch (IOException failure) {
      LOG.debug("udp receive failed local={}", socket.local().address(), failure);
    }
    if (!batch.isEmpty()) {
      sink.received(batch);
    }
  }

  @Override
  public void send(Octets datagram, Path path) {
    send(datagram, true, path);
  }

  @Override
  public void sendEsp(Octets esp, Path path) {
    send(esp, false, path);
  }

  private void send(Octets datagram, boolean withMarker, Path path) {
    @Nullable Bound socket = sockets.get(path.local());
    if (socket == null
        || path.remote().isUnresolved()
        || datagram.length() > settings.largestDatagram()) {
      counters.count(Counter.SEND_FAILED);
      return;
    }
    ByteBuffer bytes = datagram.asBuffer();
    if (withMarker && socket.local().marked()) {
      bytes = ByteBuffer.allocate(Intake.MARKER_BYTES + datagram.length()).putInt(0).put(bytes);
      bytes.flip();
    }
    transmit(socket, bytes, path.remote());
  }

  @Override
  public void sendNatKeepalive(Path path) {
    @Nullable Bound socket = sockets.get(path.local());
    if (socket == null) {
      counters.count(Counter.SEND_FAILED);
    } else if (transmit(socket, KEEPALIVE.duplicate(), path.remote())) {
      counters.count(Counter.NAT_KEEPALIVES_OUT);
    }
  }

  private boolean transmit(Bound socket, ByteBuffer bytes, InetSocketAddress to) {
    if (!lease.holds()) {
      counters.count(Counter.HELD_BACK);
      return false;
    }
    try {
      boolean sent = socket.channel().send(bytes, to) > 0;
      counters.count(sent ? Counter.DATAGRAMS_OUT : Counter.SEND_FAILED);
      return sent;
    } catch (IOException | UnsupportedAddressTypeException failure) {
      counters.count(Counter.SEND_FAILED);
      return false;
    }
  }

  @Override
  public void close() {
    try {
      selector.close();
      if (receiver != null) {
        receiver.join();
      }
    } catch (IOException failure) {
      LOG.debug("udp selector did not close", failure);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    closeAll(List.copyOf(sockets.values()));
  }

  private static void closeAll(List<Bound> sockets) {
    sockets.forEach(socket -> close(socket.channel()));
  }

  private static void close(@Nullable DatagramChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException failure) {
      LOG.debug("udp socket did not close", failure);
    }
  }
}
