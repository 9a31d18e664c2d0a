package dev.vigil.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.actors.observe.PeerView;
import dev.vigil.language.ExecRequest.SessionForm;
import dev.vigil.language.SessionFilter;
import dev.vigil.protocol.exchange.Role;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Which sessions there are, and how IKE and IPsec are told apart. */
class SessionScreenTest {
  private static final PeerView UP =
      Sights.peer(
          List.of(Sights.established(1001, Role.RESPONDER, "10.2.80.209")),
          List.of(Sights.child("10.2.80.209")));

  private static String text(List<PeerView> peers, SessionFilter which) {
    return SessionScreen.text(
        Sights.config(), peers, List.of(), which, SessionForm.NORMAL, Sights.NOW);
  }

  private static List<String> statuses(List<PeerView> peers) {
    return text(peers, SessionFilter.ALL)
        .lines()
        .filter(line -> line.matches("(Session status|Peer):.*"))
        .map(line -> line.replaceAll(".*(status|Peer): (\\S+).*", "$2"))
        .toList();
  }

  /** The peers that are shown of {@link Scenery}. */
  private static List<String> peers(SessionFilter which) {
    return SessionScreen.text(
            Scenery.config(),
            Scenery.peers(),
            Scenery.connections(),
            which,
            SessionForm.NORMAL,
            Sights.NOW)
        .lines()
        .filter(line -> line.startsWith("Peer:"))
        .map(line -> line.replaceAll("Peer: (\\S+) .*", "$1"))
        .toList();
  }

  @Test
  void configuredPeersThatAreDownAreListedWithWhatTheyWouldProtect() {
    assertThat(statuses(List.of(UP)))
        .containsExactly("UP-ACTIVE", "10.2.80.209", "DOWN", "10.2.80.210", "DOWN", "10.2.80.211");
    assertThat(text(List.of(), SessionFilter.ALL))
        .endsWith(
            """
            Interface: FastEthernet0/0
            Session status: DOWN
            Peer: 10.2.80.211 port 500\s
              IPSEC FLOW: permit ip 192.168.1.0/255.255.255.0 192.168.3.1/255.255.255.255\s
                    Active SAs: 0, origin: crypto map
              IPSEC FLOW: permit ip host 192.168.1.7 host 192.168.3.2\s
                    Active SAs: 0, origin: crypto map
            """);
  }

  @Test
  void ikeAndIpsecAreToldApart() {
    PeerView idle =
        Sights.peer(List.of(Sights.established(1, Role.RESPONDER, "10.2.80.209")), List.of());
    PeerView negotiating =
        Sights.peer(List.of(Sights.negotiating(2, Role.RESPONDER, "10.2.80.210")), List.of());
    PeerView withoutIke = Sights.peer(List.of(), List.of(Sights.child("10.2.80.211")));

    assertThat(statuses(List.of(idle, negotiating, withoutIke)))
        .containsExactly(
            "UP-IDLE",
            "10.2.80.209",
            "DOWN-NEGOTIATING",
            "10.2.80.210",
            "UP-NO-IKE",
            "10.2.80.211");
  }

  @Test
  void aPeerWithTwoAddressesHasItsPairWhereItWasMade() {
    PeerView both =
        Sights.peer(
            List.of(
                Sights.established(1, Role.RESPONDER, "10.2.80.209"),
                Sights.established(2, Role.RESPONDER, "10.2.80.210")),
            List.of(Sights.child("10.2.80.209")));
    PeerView moved =
        Sights.peer(
            List.of(Sights.established(3, Role.RESPONDER, "10.2.80.77")),
            List.of(Sights.child("10.2.80.211")));

    assertThat(statuses(List.of(both, moved)))
        .containsExactly(
            "UP-ACTIVE",
            "10.2.80.209",
            "UP-IDLE",
            "10.2.80.210",
            "UP-ACTIVE",
            "10.2.80.77",
            "DOWN",
            "10.2.80.211");
  }

  @Test
  void sitesBehindOneAddressAreSessionsOfTheirOwn() {
    PeerView one =
        Sights.peer(List.of(Sights.established(1, Role.RESPONDER, "10.2.80.209")), List.of());
    PeerView other = Sights.peer(List.of(Sights.weakBehindNat(2, "10.2.80.209")), List.of());

    assertThat(text(List.of(one, other), SessionFilter.ALL))
        .contains("Peer: 10.2.80.209 port 500 \n", "Peer: 10.2.80.209 port 4500 \n");
  }

  @Test
  void aFilterMeansEveryWordOfIt() {
    Optional<InetAddress> site = Optional.of(InetAddress.ofLiteral("10.2.80.210"));
    Optional<InetAddress> own = Optional.of(InetAddress.ofLiteral("10.1.32.14"));
    Optional<String> none = Optional.empty();
    OptionalInt any = OptionalInt.empty();

    assertThat(peers(SessionFilter.ALL)).hasSize(8);
    assertThat(peers(new SessionFilter(Optional.empty(), any, site, any, none, none)))
        .containsExactly("10.2.80.210");
    assertThat(
            peers(new SessionFilter(Optional.empty(), any, site, OptionalInt.of(500), none, none)))
        .isEmpty();
    assertThat(
            peers(new SessionFilter(own, OptionalInt.of(4500), Optional.empty(), any, none, none)))
        .containsExactly("10.2.80.210");
    assertThat(peers(new SessionFilter(own, any, Optional.empty(), any, none, none)))
        .contains("10.2.80.211")
        .doesNotContain("2001:DB8::9");
    assertThat(
            peers(
                new SessionFilter(
                    Optional.empty(), any, Optional.empty(), any, Optional.of("blue"), none)))
        .containsExactly("10.9.0.5");
    assertThat(
            peers(
                new SessionFilter(
                    Optional.empty(), any, Optional.empty(), any, none, Optional.of("blue"))))
        .isEmpty();
  }

  @Test
  void timesAreShortOnceTheyAreLong() {
    assertThat(Texts.uptime(Duration.ofHours(26))).isEqualTo("1d02h");
    assertThat(Texts.uptime(Duration.ofDays(49))).isEqualTo("7w0d");
    assertThat(Texts.clock(Duration.ofHours(30))).isEqualTo("30:00:00");
    assertThat(Texts.clock(Duration.ofSeconds(-3))).isEqualTo("00:00:00");
  }
}
