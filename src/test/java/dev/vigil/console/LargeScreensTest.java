package dev.vigil.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.vigil.actors.observe.ConnectionView;
import dev.vigil.actors.observe.PeerView;
import dev.vigil.language.ExecRequest.SessionForm;
import dev.vigil.language.ExecRequest.ShowIpsecSa;
import dev.vigil.language.SessionFilter;
import dev.vigil.protocol.config.CryptoMapEntry;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.InterfaceConfig;
import dev.vigil.protocol.config.IpPrefix;
import dev.vigil.protocol.config.IpsecProfile;
import dev.vigil.protocol.config.LocalEndpoint;
import dev.vigil.protocol.config.PeerRef;
import dev.vigil.protocol.config.SaLifetime;
import dev.vigil.protocol.config.TunnelSettings;
import dev.vigil.protocol.exchange.Role;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Screens of 20,000 sites: each view is looked at a few times and no more, and four times as many
 * sites take four times as much memory to write, not sixteen times. Half of them are peers of a
 * crypto map, half tunnel interfaces.
 */
class LargeScreensTest {
  private static final int SITES = 20_000;
  private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** A list that counts how often somebody takes something out of it. */
  private static final class Counted<T> extends AbstractList<T> {
    private final List<T> elements;
    private final AtomicLong taken = new AtomicLong();

    Counted(List<T> elements) {
      this.elements = elements;
    }

    @Override
    public T get(int index) {
      taken.incrementAndGet();
      return elements.get(index);
    }

    @Override
    public int size() {
      return elements.size();
    }
  }

  /** A head-end with so many sites, all of them up. */
  private record Crowd(
      HeadEndConfig config, Counted<PeerView> peers, Counted<ConnectionView> connections) {
    static Crowd of(int sites) {
      List<PeerView> peers = new ArrayList<>();
      List<ConnectionView> connections = new ArrayList<>();
      for (int i = 0; i < sites; i++) {
        String address = address(i);
        peers.add(
            Sights.peer(
                List.of(Sights.established(i + 1, Role.RESPONDER, address)),
                List.of(Scenery.pair(label(i), address, i + 256, i, 0))));
        connections.add(
            new ConnectionView(
                label(i),
                List.of(
                    new ConnectionView.Peer(
                        Optional.empty(), Optional.of(InetAddress.ofLiteral(address)))),
                0,
                true,
                true,
                Optional.empty(),
                Optional.of(
                    new ConnectionView.LastEnd(
                        Sights.BEFORE, Optional.of(InetAddress.ofLiteral(address)), "dead peer"))));
      }
      return new Crowd(config(sites), new Counted<>(peers), new Counted<>(connections));
    }

    private static String address(int i) {
      return "10.%d.%d.%d".formatted(100 + (i >> 16), i >> 8 & 0xff, i & 0xff);
    }

    private static String label(int i) {
      return i % 2 == 0 ? "green " + (i + 1) : "Tunnel" + i + "-head-0 65536";
    }

    private static HeadEndConfig config(int sites) {
      return Sights.config()
          .with(builder -> {
            builder.ipsecProfiles.put("p", profile());
            for (int i = 0; i < sites; i++) {
              PeerRef peer = new PeerRef.Address(InetAddress.ofLiteral(address(i)), false);
              if (i % 2 == 0) {
                builder.putEntry(
                    CryptoMapEntry.of("green", i + 1)
                        .with(e -> {
                          e.peers = List.of(peer);
                          e.transformSets = List.of("t");
                          e.accessList = Optional.of("101");
                        }),
                    false);
              } else {
                builder.interfaces.put("Tunnel" + i, tunnel(i, peer));
              }
            }
            return builder;
          });
    }

    private static InterfaceConfig tunnel(int i, PeerRef peer) {
      IpPrefix own = new IpPrefix(InetAddress.ofLiteral("172.16.0.1"), 32);
      return InterfaceConfig.named("Tunnel" + i)
          .with(draft -> {
            draft.addresses = List.of(new InterfaceConfig.Address(own, false, false));
            draft.tunnel =
                TunnelSettings.NONE
                    .withSource(
                        Optional.of(new LocalEndpoint.Address(InetAddress.ofLiteral("10.1.32.14"))))
                    .withDestination(Optional.of(peer))
                    .withProtection(Optional.of("p"), false);
          });
    }

    private static IpsecProfile profile() {
      return new IpsecProfile(
          "p",
          Optional.empty(),
          List.of("t"),
          Optional.empty(),
          SaLifetime.UNSET,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    /** Every screen that has to do with peers, one after the other. */
    List<Supplier<Object>> screens() {
      ShowIpsecSa all = new ShowIpsecSa(Optional.empty(), Optional.empty(), Optional.empty(), true);
      List<Supplier<Object>> screens = new ArrayList<>();
      for (SessionForm form : SessionForm.values()) {
        screens.add(() ->
            length(
                SessionScreen.blocks(
                    config, peers, connections, SessionFilter.ALL, form, Sights.NOW)));
      }
      screens.add(
          () -> SessionScreen.json(config, peers, connections, SessionFilter.ALL, Sights.NOW));
      screens.add(() -> length(IpsecSaScreen.blocks(config, peers, connections, all, Sights.NOW)));
      screens.add(() -> IpsecSaScreen.json(config, peers, connections, all, Sights.NOW));
      screens.add(
          () -> CryptoMapScreen.text(config, connections, Optional.empty(), Optional.empty()));
      screens.add(
          () -> CryptoMapScreen.json(config, connections, Optional.empty(), Optional.empty()));
      return screens;
    }

    private static Object length(Stream<String> blocks) {
      return blocks.mapToLong(String::length).sum();
    }

    /** Bytes that each screen takes; in passing, that it looks at each view a few times. */
    List<Long> memory() {
      return screens().stream().map(this::memory).toList();
    }

    private long memory(Supplier<Object> screen) {
      peers.taken.set(0);
      connections.taken.set(0);
      long before = MEMORY.getCurrentThreadAllocatedBytes();
      assertThat(screen.get()).isNotNull();
      long bytes = MEMORY.getCurrentThreadAllocatedBytes() - before;
      assertThat(peers.taken.get()).isLessThanOrEqualTo(2L * peers.size());
      assertThat(connections.taken.get())
          .isBetween((long) connections.size(), 2L * connections.size());
      return bytes;
    }
  }

  @Test
  void fourTimesAsManySitesTakeFourTimesAsMuchWork() {
    Crowd.of(100).memory();
    List<Long> few = Crowd.of(SITES / 4).memory();
    List<Long> many = Crowd.of(SITES).memory();
    for (int i = 0; i < few.size(); i++) {
      assertThat(many.get(i)).as("screen " + i).isLessThan(5 * few.get(i));
    }
  }

  @Test
  void nothingIsLostAmongMany() {
    Crowd crowd = Crowd.of(2_000);
    assertThat(
            SessionScreen.text(
                crowd.config,
                crowd.peers,
                crowd.connections,
                SessionFilter.ALL,
                SessionForm.NORMAL,
                Sights.NOW))
        .satisfies(text ->
            assertThat(text.lines().filter("Session status: UP-ACTIVE"::equals)).hasSize(2_000))
        .satisfies(
            text -> assertThat(text.lines().filter("Session status: DOWN"::equals)).hasSize(1))
        .contains("Interface: Tunnel1999\nSession status: UP-ACTIVE\nPeer: 10.100.7.207 port 500");
  }
}
