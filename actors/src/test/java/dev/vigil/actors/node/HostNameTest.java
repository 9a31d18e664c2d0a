package dev.vigil.actors.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.actors.observe.ConnectionView;
import dev.vigil.protocol.config.ConfigBuilder;
import dev.vigil.protocol.config.CryptoMapEntry;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.PeerRef;
import dev.vigil.protocol.config.PeerScope;
import dev.vigil.protocol.config.PreSharedKey;
import dev.vigil.protocol.crypto.Secret;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes over loopback, one of which knows the other by its host name alone. */
class HostNameTest {
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
  private static final InetAddress THERE = InetAddress.ofLiteral("127.0.0.2");
  private static final String NAME = "there.example.net";

  private final List<HeadEnd> open = new ArrayList<>();
  private final HeadEnd one;
  private final HeadEnd other;

  /** Entry and key name the host, and {@code ip host} says where it is. */
  private static HeadEndConfig byName() {
    return TestConfigs.config(List.of(THERE), 1, 2, Optional.empty()).with(HostNameTest::byName);
  }

  private static ConfigBuilder byName(ConfigBuilder builder) {
    CryptoMapEntry entry =
        builder
            .build()
            .staticEntries()
            .getFirst()
            .with(draft -> draft.peers = List.of(new PeerRef.HostName(NAME, true, false)));
    builder.putEntry(entry, false);
    PeerScope scope = new PeerScope.HostName(NAME);
    builder.preSharedKeys.clear();
    builder.preSharedKeys.put(
        scope, new PreSharedKey(scope, Secret.ofText("only for tests"), false));
    builder.hosts.put(NAME, List.of(THERE));
    return builder;
  }

  HostNameTest() throws Exception {
    int onePort = freePort();
    int otherPort = freePort();
    one = HeadEnd.start(TestConfigs.settings("127.0.0.1", onePort, otherPort), byName());
    open.add(one);
    other =
        HeadEnd.start(
            TestConfigs.settings("127.0.0.2", otherPort, onePort),
            TestConfigs.config(List.of(HERE), 2, 1, Optional.empty()));
    open.add(other);
  }

  @AfterEach
  void close() {
    open.forEach(HeadEnd::close);
  }

  private static boolean isUp(HeadEnd node) {
    return node.connections().stream().anyMatch(ConnectionView::up);
  }

  @Test
  void aPeerIsCalledByItsName() throws Exception {
    assertThat(one.bringUp(TestConfigs.CONNECTION)).isTrue();
    await().until(() -> isUp(one) && isUp(other));
    assertThat(one.connections().getFirst().peers())
        .containsExactly(new ConnectionView.Peer(Optional.of(NAME), Optional.of(THERE)));
  }

  @Test
  void whoCallsFromWhereTheNameStandsForIsThatPeer() throws Exception {
    assertThat(other.bringUp(TestConfigs.CONNECTION)).isTrue();
    await().until(() -> isUp(one) && isUp(other));
    assertThat(one.peers()).hasSize(1);
    assertThat(one.sas().getFirst().path().remote().getAddress()).isEqualTo(THERE);
  }

  @Test
  void aNameThatDoesNotResolveIsTheReasonThatIsShown() throws Exception {
    one.apply(
        byName()
            .with(builder -> {
              builder.hosts.clear();
              builder.domainLookup = false;
              return builder;
            }));
    assertThat(one.bringUp(TestConfigs.CONNECTION)).isTrue();
    await().until(() -> one.connections().getFirst().lastEnd().isPresent());
    ConnectionView view = one.connections().getFirst();
    assertThat(view.lastEnd().orElseThrow().reason())
        .isEqualTo("host name " + NAME + " does not resolve: no ip domain lookup is configured");
    assertThat(view.lastEnd().orElseThrow().peer()).isEmpty();
    assertThat(view.nextAttempt()).isPresent();
    one.apply(byName());
    await().atMost(java.time.Duration.ofSeconds(20)).until(() -> isUp(one) && isUp(other));
  }

  @Test
  void aConfigurationThatNoLongerNamesThePeerEndsIt() throws Exception {
    assertThat(one.bringUp(TestConfigs.CONNECTION)).isTrue();
    await().until(() -> isUp(one) && isUp(other));
    one.apply(
        TestConfigs.config(List.of(InetAddress.ofLiteral("127.0.0.9")), 1, 2, Optional.empty()));
    await().until(() -> one.sas().isEmpty() && other.sas().isEmpty());
  }

  private static int freePort() throws Exception {
    try (DatagramSocket socket = new DatagramSocket(0, HERE)) {
      return socket.getLocalPort();
    }
  }
}
