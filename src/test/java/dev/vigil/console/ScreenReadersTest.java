package dev.vigil.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.language.ExecRequest.SessionForm;
import dev.vigil.language.ExecRequest.ShowIpsecSa;
import dev.vigil.language.SessionFilter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the tools that operators have (the TextFSM templates of ntc-templates, the parsers of Genie)
 * need to find on the screens, as rules of our own: some give up at the first strange line, others
 * pass over what does not fit and then miss a field.
 */
class ScreenReadersTest {
  private static final String WORD = "(\\S+)";
  private static final String NUMBER = "(\\d+)";

  private static List<Pattern> rules(String... rules) {
    return Stream.of(rules)
        .map(rule -> rule.replace("WORD", WORD).replace("NUMBER", NUMBER).replace(" ", "\\s+"))
        .map(Pattern::compile)
        .toList();
  }

  /** A template gives up at a line that no rule fits; a rule need not fit to the line's end. */
  private static void readsEveryLine(String screen, List<Pattern> rules) {
    assertThat(screen.lines())
        .allSatisfy(line ->
            assertThat(line.isBlank() || rules.stream().anyMatch(r -> r.matcher(line).lookingAt()))
                .as(line)
                .isTrue());
  }

  @Test
  void everyLineOfTheSessionsInDetailHasAPlaceInTheTemplate() {
    readsEveryLine(
        session(SessionForm.DETAIL),
        rules(
            "Crypto ",
            "Code:",
            "[KXRS] -",
            "Interface: WORD",
            "Profile: WORD",
            "Session status: WORD",
            "Uptime: WORD",
            "Peer: WORD port NUMBER fvrf: WORD ivrf: WORD",
            " Desc: WORD",
            " Phase1_id: WORD",
            " Session ID: NUMBER",
            " IKEv1 SA: local WORD/NUMBER remote WORD/NUMBER WORD",
            " Capabilities:WORD connid:NUMBER lifetime:WORD",
            " IPSEC FLOW: permit WORD host WORD host WORD",
            " IPSEC FLOW: permit WORD [^\\s/]+/[^\\s/]+ [^\\s/]+/[^\\s/]+",
            " Active SAs: NUMBER, origin: .+",
            " Inbound: #",
            " Outbound: #"));
  }

  @Test
  void everyLineOfTheIpsecSasInDetailHasAPlaceInTheTemplate() {
    String screen =
        IpsecSaScreen.text(
            Scenery.config(),
            // The template has no place for an SA without a limit to its traffic.
            Scenery.peers().subList(0, 4),
            Scenery.connections(),
            all(true),
            Sights.NOW);
    List<Pattern> start =
        rules(
            "interface: WORD$",
            " Crypto map tag: WORD, local addr WORD$",
            " protected vrf: WORD$",
            " local ident \\(addr/mask/prot/port\\): \\(WORD/WORD/NUMBER/NUMBER\\)$",
            " remote ident \\(addr/mask/prot/port\\): \\(WORD/WORD/NUMBER/NUMBER\\)$",
            " current_peer WORD port NUMBER$",
            " PERMIT, flags=\\{\\w+,\\}$",
            " #pkts encaps: NUMBER, #pkts encrypt: NUMBER, #pkts digest: NUMBER$",
            " #pkts decaps: NUMBER, #pkts decrypt: NUMBER, #pkts verify: NUMBER$",
            " #pkts compressed: NUMBER, #pkts decompressed: NUMBER$",
            " #pkts not compressed: NUMBER, #pkts compr. failed: NUMBER$",
            " #pkts not decompressed: NUMBER, #pkts decompress failed: NUMBER$",
            " #pkts no sa \\(send\\) NUMBER, #pkts invalid sa \\(rcv\\) NUMBER$",
            " #pkts encaps failed \\(send\\) NUMBER, #pkts decaps failed \\(rcv\\) NUMBER$",
            " #pkts invalid prot \\(recv\\) NUMBER, #pkts verify failed: NUMBER$",
            " #pkts invalid identity \\(recv\\) NUMBER, #pkts invalid len \\(rcv\\) NUMBER$",
            " #pkts replay rollover \\(send\\): NUMBER, #pkts replay rollover \\(rcv\\) NUMBER$",
            " ##pkts replay failed \\(rcv\\): NUMBER$",
            " #pkts tagged \\(send\\): NUMBER, #pkts untagged \\(rcv\\): NUMBER$",
            " #pkts not tagged \\(send\\): NUMBER, #pkts not untagged \\(rcv\\): NUMBER$",
            " #pkts internal err \\(send\\): NUMBER, #pkts internal err \\(recv\\) NUMBER$",
            " local crypto endpt.: WORD, remote crypto endpt.: WORD$",
            " plaintext mtu NUMBER, path mtu NUMBER, ip mtu NUMBER, ip mtu idb WORD$",
            " current outbound spi: 0x[0-9A-F]+\\(NUMBER\\)$",
            " PFS \\(Y/N\\): [YN], DH group: WORD$",
            " inbound esp sas:$");
    List<Pattern> sas =
        rules(
            " (in|out)bound (esp|ah|pcp) sas:$",
            " spi: 0x[0-9A-F]+\\(NUMBER\\)$",
            " transform: esp-.* ,$",
            " in use settings =\\{.+, \\}$",
            " conn id: NUMBER, flow_id: \\w+:NUMBER, sibling_flags \\w+, crypto map: WORD$",
            " sa timing: remaining key lifetime \\(k/sec\\): \\(NUMBER/NUMBER\\)$",
            " IV size: NUMBER bytes$",
            " replay detection support: [YN] replay window size: NUMBER$",
            " Status: ACTIVE\\(ACTIVE\\)$");
    // From an SA there is no way back to a flow but by an interface's heading.
    String[] flows = screen.split("(?m)^(?=interface:)", -1);
    assertThat(flows).hasSizeGreaterThan(5);
    for (String flow : flows) {
      String[] parts = flow.split("(?m)^(?=     inbound esp sas:)", -1);
      readsEveryLine(parts[0], start);
      if (parts.length > 1) {
        readsEveryLine(parts[1], sas);
      }
    }
  }

  /** A parser that takes an interface's second heading for its first loses all flows but one. */
  @Test
  void anInterfaceHasOneHeadingWithOneBlank() {
    String screen =
        IpsecSaScreen.text(
            Scenery.config(), Scenery.peers(), Scenery.connections(), all(false), Sights.NOW);
    assertThat(screen.lines().filter(line -> line.matches("interface: \\S+")))
        .containsExactly(
            "interface: FastEthernet0/0", "interface: FastEthernet0/1", "interface: Tunnel7");
  }

  @Test
  void everyIkeSaHasAllColumnsAlsoInIpv6AndBeforeItStands() {
    String list = IsakmpSaScreen.text(Scenery.sas());
    Pattern row = Pattern.compile("(?m)^(\\S+) +(\\S+) +([A-Z_]+) +(\\d+) +(\\w+)$");
    assertThat(row.matcher(list).results().map(m -> m.group(4)))
        .containsExactly("1001", "1002", "1003", "1004");

    String detail = IsakmpSaScreen.detail(Scenery.config(), Scenery.sas(), Sights.NOW);
    Pattern columns =
        Pattern.compile(
            "(?m)^(\\d+) +(\\S+) +(\\S+) +(\\w+) +(\\S+) +(\\S+) +(\\w+) +(\\d+) +(\\S+) +(\\S+)$");
    assertThat(columns.matcher(detail).results().map(m -> m.group(1)))
        .containsExactly("1001", "1002", "1003", "1004");
  }

  /** One parser stops where an engine's line has no SA before it, so an unfinished one has none. */
  @Test
  void theEnginesLineOfAnUnfinishedSaHasNoNumber() {
    String detail =
        IsakmpSaScreen.detail(Scenery.config(), Scenery.sas().subList(2, 3), Sights.NOW);
    assertThat(detail).contains("Engine-id:Conn-id =  ????\n").doesNotContain("SW:");
  }

  @Test
  void aPeerOfACryptoMapIsOneWordAfterTheSign() {
    String screen =
        CryptoMapScreen.text(
            Scenery.config(), Scenery.connections(), Optional.empty(), Optional.empty());
    assertThat(screen.lines().filter(line -> line.contains("Peer =")))
        .hasSize(7)
        .allMatch(line -> line.matches("\tPeer = \\S+"));
  }

  private static ShowIpsecSa all(boolean detail) {
    return new ShowIpsecSa(Optional.empty(), Optional.empty(), Optional.empty(), detail);
  }

  private static String session(SessionForm form) {
    return SessionScreen.text(
        Scenery.config(),
        Scenery.peers(),
        Scenery.connections(),
        SessionFilter.ALL,
        form,
        Sights.NOW);
  }
}
