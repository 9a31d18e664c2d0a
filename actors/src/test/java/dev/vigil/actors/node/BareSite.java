package dev.vigil.actors.node;

import dev.vigil.actors.peer.PeerExtractor;
import dev.vigil.actors.secret.SecureEntropy;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.cookie.SpiCodec;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.peer.ConfiguredPeers;
import dev.vigil.protocol.peer.LivenessLimits;
import dev.vigil.protocol.peer.NodeLimits;
import dev.vigil.protocol.peer.Patience;
import dev.vigil.protocol.quickmode.ChildRequest;
import dev.vigil.protocol.sa.IkeSa;
import dev.vigil.protocol.sa.SaContext;
import dev.vigil.protocol.sa.SaEffect;
import dev.vigil.protocol.sa.SaEvent;
import dev.vigil.protocol.sa.SaSettings;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.Octets;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A peer that is one {@link IkeSa} as initiator over a plain socket, with no actor anywhere. */
final class BareSite implements AutoCloseable {
  private volatile DatagramSocket socket;
  private final Path path;
  private final int natPort;
  private final SaSettings settings;
  private final List<ChildRequest> children;
  private final Entropy entropy = new SecureEntropy();
  private final List<SaEffect> effects = new CopyOnWriteArrayList<>();
  private final List<Octets> heard = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private volatile boolean silent;
  private volatile boolean closed;
  private volatile IkeSa sa;

  /** Begins Main Mode at once. */
  BareSite(String address, InetSocketAddress headEnd, HeadEndConfig config) throws IOException {
    this(address, headEnd, 1, config);
  }

  /**
   * The same with a head-end whose NAT-traversal port is known; one socket serves for both, and it
   * says that it is behind a NAT.
   */
  BareSite(String address, InetSocketAddress headEnd, int headEndNatPort, HeadEndConfig config)
      throws IOException {
    natPort = headEndNatPort;
    socket = new DatagramSocket(0, InetAddress.ofLiteral(address));
    socket.setSoTimeout(10);
    path = new Path((InetSocketAddress) socket.getLocalSocketAddress(), headEnd, false);
    Secret secret = Secret.wrap(entropy.bytes(16));
    ConfiguredPeers peers =
        new ConfiguredPeers(
            config,
            new NodeLimits(
                socket.getLocalPort(),
                1,
                headEnd.getPort(),
                headEndNatPort,
                List.of(socket.getLocalAddress()),
                false,
                false,
                4,
                headEndNatPort != 1,
                Patience.DEFAULT,
                LivenessLimits.DEFAULT),
            secret,
            SpiCodec.of(secret, PeerExtractor.SHARD_BITS));
    var peer = peers.settingsOf(peers.tagOf(headEnd.getAddress()));
    settings = peer.addresses().find(headEnd.getAddress(), socket.getLocalAddress()).orElseThrow();
    children =
        peer.connections().stream()
            .flatMap(connection -> connection.flows().stream())
            .map(flow -> flow.request(settings.spis().next(entropy)))
            .toList();
    IkeSa.Step first = IkeSa.initiate(new Cookie(entropy.nextLong()), path, children, context());
    sa = first.next();
    perform(first);
    thread = Thread.ofPlatform().daemon().start(this::run);
  }

  private SaContext context() {
    return new SaContext(Instant.now(), entropy, settings, false);
  }

  private void run() {
    DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
    while (!closed) {
      DatagramSocket current = socket;
      try {
        current.receive(packet);
        Octets datagram = Octets.of(packet.getData(), 0, packet.getLength());
        if (!silent) {
          heard.add(datagram);
          step(received(datagram, packet.getPort()));
        }
      } catch (SocketTimeoutException nothing) {
        if (!silent) {
          step(new SaEvent.DeadlineReached());
        }
      } catch (IOException gone) {
        if (socket.equals(current)) {
          return;
        }
      }
    }
  }

  private SaEvent received(Octets datagram, int port) {
    if (port != natPort) {
      return new SaEvent.Received(datagram, path);
    }
    InetSocketAddress nat = new InetSocketAddress(path.remote().getAddress(), natPort);
    Octets message = datagram.length() > 4 ? datagram.tail(datagram.length() - 4) : Octets.EMPTY;
    return new SaEvent.Received(message, new Path(path.local(), nat, true));
  }

  private void step(SaEvent event) {
    IkeSa.Step step = sa.step(event, context());
    perform(step);
    sa = step.next();
  }

  private void perform(IkeSa.Step step) {
    for (SaEffect effect : step.effects()) {
      effects.add(effect);
      if (effect instanceof SaEffect.Transmit(Octets datagram, Path to)) {
        send(to.marked() ? Octets.ofInt(0).plus(datagram) : datagram, to.remote());
      }
    }
  }

  void send(Octets datagram, InetSocketAddress to) {
    try {
      socket.send(new DatagramPacket(datagram.toArray(), datagram.length(), to));
    } catch (IOException lost) {
      closed = true;
    }
  }

  /** Its NAT gives it another address and port from now on. */
  void move(String address) throws IOException {
    DatagramSocket before = socket;
    DatagramSocket next = new DatagramSocket(0, InetAddress.ofLiteral(address));
    next.setSoTimeout(10);
    socket = next;
    before.close();
  }

  /** From now on it is as if its cable were cut. */
  void silence() {
    silent = true;
  }

  boolean established() {
    return sa.established().isPresent();
  }

  boolean childEstablished() {
    return has(SaEffect.ChildEstablished.class);
  }

  boolean has(Class<? extends SaEffect> kind) {
    return effects.stream().anyMatch(kind::isInstance);
  }

  /** Why it ended, if it did. */
  Optional<CloseReason> ended() {
    return effects.stream()
        .filter(SaEffect.Closed.class::isInstance)
        .map(effect -> ((SaEffect.Closed) effect).reason())
        .findFirst();
  }

  /** What it sent, in order. */
  List<Octets> sent() {
    List<Octets> sent = new ArrayList<>();
    for (SaEffect effect : effects) {
      if (effect instanceof SaEffect.Transmit(Octets datagram, _)) {
        sent.add(datagram);
      }
    }
    return sent;
  }

  /** What it received while it was not silent. */
  List<Octets> heard() {
    return heard;
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    closed = true;
    socket.close();
    try {
      thread.join();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
