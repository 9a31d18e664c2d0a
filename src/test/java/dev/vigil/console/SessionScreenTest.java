package dev.vigil.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.actors.observe.PeerView;
import dev.vigil.protocol.exchange.Role;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whether operators and tools that read the router's {@code show crypto session} read ours. */
class SessionScreenTest {
  /**
   * What each line may be: as in ntc-templates, whose parser refuses a text with any other line.
   */
  private static final List<Pattern> LINES =
      Stream.of(
              "Crypto\\s+.*",
              "Code:.*",
              "[KXR]\\s+-.*",
              "Interface:\\s+(\\S+)",
              "Uptime:\\s+(\\S+)",
              "Session\\s+status:\\s+(\\S+)",
              "Peer:\\s+(\\S+)\\s+port\\s+(\\d+)\\s+fvrf:\\s+(\\S+)\\s+ivrf:\\s+(\\S+)",
              "\\s+Phase1_id:\\s+(\\S+)",
              "\\s+Desc:\\s+(\\S+)",
              "\\s+Session\\s+ID:\\s+(\\d+)\\s*",
              "\\s+IKEv1\\s+SA:\\s+local\\s+(\\S+)/(\\d+)\\s+remote\\s+(\\S+)/(\\d+)\\s+(\\S+)\\s*",
              "\\s+Capabilities:(\\S+)\\s+connid:(\\d+)\\s+lifetime:(\\S+)",
              "\\s+IPSEC\\s+FLOW:\\s+permit\\s+(\\S+)\\s+(host\\s+\\S+|\\S+/\\S+)\\s+(host\\s+\\S+|\\S+/\\S+)\\s*",
              "\\s+Active\\s+SAs:\\s+(\\d+),\\s+origin:\\s+(.+)",
              "\\s+Inbound:\\s+#pkts\\s+dec'ed\\s+(\\d+)\\s+drop\\s+(\\d+)\\s+life\\s+\\(KB/Sec\\)\\s+(\\d+)/(\\d+)",
              "\\s+Outbound:\\s+#pkts\\s+enc'ed\\s+(\\d+)\\s+drop\\s+(\\d+)\\s+life\\s+\\(KB/Sec\\)\\s+(\\d+)/(\\d+)",
              "\\s*")
          .map(Pattern::compile)
          .toList();

  private static final List<PeerView> PEERS =
      List.of(
          Sights.peer(
              List.of(Sights.established(1001, Role.RESPONDER, "10.2.80.209")),
              List.of(Sights.child("10.2.80.209"))));

  private static String text(List<PeerView> peers, boolean detail) {
    return screen().text(peers, Optional.empty(), detail);
  }

  private static SessionScreen screen() {
    return new SessionScreen(Sights.config(), Sights.NOW);
  }

  private static List<String> statuses(List<PeerView> peers) {
    return text(peers, false)
        .lines()
        .filter(line -> line.matches("(Session status|Peer):.*"))
        .map(line -> line.replaceAll(".*(status|Peer): (\\S+).*", "$2"))
        .toList();
  }

  @Test
  void aTunnelThatStandsReadsAsOnTheRouter() {
    assertThat(screen().text(PEERS, Optional.of(InetAddress.ofLiteral("10.2.80.209")), true))
        .isEqualTo(
            """
            Crypto session current status

            Code: C - IKE Configuration mode, D - Dead Peer Detection
            K - Keepalives, N - NAT-traversal, T - cTCP encapsulation
            X - IKE Extended Authentication, F - IKE Fragmentation
            R - IKE Auto Reconnect

            Interface: FastEthernet0/0
            Uptime: 00:35:00
            Session status: UP-ACTIVE
            Peer: 10.2.80.209 port 500 fvrf: (none) ivrf: (none)
                  Phase1_id: 10.2.80.209
                  Desc: (none)
              Session ID: 0\s
              IKEv1 SA: local 10.1.32.14/500 remote 10.2.80.209/500 Active\s
                      Capabilities:D connid:1001 lifetime:23:25:00
              IPSEC FLOW: permit ip 192.168.1.0/255.255.255.0 192.168.2.0/255.255.255.0\s
                    Active SAs: 2, origin: crypto map
                    Inbound:  #pkts dec'ed 0 drop 0 life (KB/Sec) 4608000/1500
                    Outbound: #pkts enc'ed 0 drop 0 life (KB/Sec) 4608000/1500
            """);
  }

  @Test
  void noLineOfTheDetailIsStrangeToTools() {
    List<PeerView> peers =
        List.of(
            PEERS.getFirst(),
            Sights.peer(List.of(Sights.weakBehindNat(1002, "10.2.80.210")), List.of()),
            Sights.peer(List.of(Sights.negotiating(3, Role.INITIATOR, "10.2.80.211")), List.of()),
            Sights.peer(List.of(Sights.established(4, Role.RESPONDER, "2001:db8::9")), List.of()));

    assertThat(text(peers, true).lines())
        .allSatisfy(line -> assertThat(LINES).anyMatch(known -> known.matcher(line).matches()));
    assertThat(text(peers, true)).contains("Capabilities:DN ", "remote 2001:DB8::9/500 Active");
  }

  @Test
  void configuredPeersThatAreDownAreListedWithWhatTheyWouldProtect() {
    assertThat(statuses(PEERS))
        .containsExactly("UP-ACTIVE", "10.2.80.209", "DOWN", "10.2.80.210", "DOWN", "10.2.80.211");
    assertThat(text(List.of(), false))
        .endsWith(
            """
            Interface: FastEthernet0/0
            Session status: DOWN
            Peer: 10.2.80.211 port 500\s
              IPSEC FLOW: permit ip 192.168.1.0/255.255.255.0 host 192.168.3.1\s
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
  void theSameInJson() {
    List<Map<String, Object>> json = screen().json(PEERS, Optional.empty());

    assertThat(json).hasSize(3);
    assertThat(json.get(0))
        .containsEntry("status", "UP-ACTIVE")
        .containsEntry("peer", "10.2.80.209")
        .containsEntry("interface", "FastEthernet0/0")
        .containsEntry("since", Sights.BEFORE.toString());
    assertThat((List<?>) json.get(0).get("ike_sas")).hasSize(1);
    assertThat((List<?>) json.get(0).get("flows"))
        .singleElement()
        .satisfies(flow -> assertThat(flow.toString()).contains("inbound_spi=3a7b69bf"));
    assertThat(json.get(2)).containsEntry("status", "DOWN").containsEntry("flows", List.of());
  }

  @Test
  void timesAreShortOnceTheyAreLong() {
    assertThat(Texts.uptime(Duration.ofHours(26))).isEqualTo("1d02h");
    assertThat(Texts.uptime(Duration.ofDays(49))).isEqualTo("7w0d");
    assertThat(Texts.clock(Duration.ofHours(30))).isEqualTo("30:00:00");
    assertThat(Texts.clock(Duration.ofSeconds(-3))).isEqualTo("00:00:00");
  }
}
