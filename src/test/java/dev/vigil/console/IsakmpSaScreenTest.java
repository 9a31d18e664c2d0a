package dev.vigil.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.actors.observe.SaView;
import dev.vigil.protocol.exchange.Role;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whether tools that read the router's {@code show crypto isakmp sa} read ours. */
class IsakmpSaScreenTest {
  /** The columns as Genie and its like take them apart. */
  private static final Pattern ENTRY =
      Pattern.compile(
          "(?m)^(?<dst>[\\d.]+) +(?<src>[\\d.]+) +(?<state>[A-Z_]+) +(?<id>\\d+) +(?<status>\\w+)$");

  private static final Pattern IPV6_ENTRY =
      Pattern.compile(
          "(?m)^ dst: (?<dst>[\\dA-F:]+)\n src: (?<src>[\\dA-F:]+)\n"
              + " state: (?<state>\\w+) +conn-id: (?<id>\\d+) status: (?<status>\\w+)$");

  private static final Pattern DETAIL =
      Pattern.compile(
          "(?m)^(?<id>\\d+) +(?<local>[\\d.]+) +(?<remote>[\\d.]+) +(?<status>ACTIVE) +(?<encr>\\w+)"
              + " +(?<hash>\\w+) +(?<auth>\\w+) +(?<dh>\\d+) +(?<lifetime>[\\d:]+) +(?<cap>[A-Z]+)$");

  private static final List<SaView> SAS =
      List.of(
          Sights.established(1001, Role.RESPONDER, "10.2.80.209"),
          Sights.weakBehindNat(1002, "10.2.80.210"),
          Sights.negotiating(1003, Role.INITIATOR, "10.2.80.211"),
          Sights.established(1004, Role.INITIATOR, "2001:db8:0:1::209"));

  @Test
  void theListReadsAsTheRoutersDoes() {
    assertThat(IsakmpSaScreen.text(SAS))
        .isEqualTo(
            """
            IPv4 Crypto ISAKMP SA
            dst             src             state          conn-id status
            10.1.32.14      10.2.80.209     QM_IDLE           1001 ACTIVE
            10.1.32.14      10.2.80.210     QM_IDLE           1002 ACTIVE
            10.2.80.211     10.1.32.14      MM_NO_STATE       1003 ACTIVE

            IPv6 Crypto ISAKMP SA

             dst: 2001:DB8:0:1::209
             src: 2001:DB8::1
             state: QM_IDLE  conn-id: 1004 status: ACTIVE

            """);
  }

  @Test
  void toolsFindEverySaInTheList() {
    String text = IsakmpSaScreen.text(SAS);
    List<MatchResult> four = ENTRY.matcher(text).results().toList();
    assertThat(four).extracting(m -> m.group("id")).containsExactly("1001", "1002", "1003");
    assertThat(four).extracting(m -> m.group("status")).containsOnly("ACTIVE");
    Matcher six = IPV6_ENTRY.matcher(text);
    assertThat(six.find()).isTrue();
    assertThat(six.group("dst")).isEqualTo("2001:DB8:0:1::209");
    assertThat(IsakmpSaScreen.text(List.of())).contains("conn-id status\n\nIPv6");
  }

  @Test
  void theDetailHasEachValueBelowItsHeading() {
    String text = IsakmpSaScreen.detail(SAS, Sights.NOW);
    String heading = text.lines().filter(line -> line.startsWith("C-id")).findFirst().orElseThrow();
    String line = text.lines().filter(each -> each.startsWith("1001")).findFirst().orElseThrow();
    assertThat(line)
        .isEqualTo(
            "1001  10.1.32.14      10.2.80.209            ACTIVE aes  sha256 psk  14 23:25:00 D");
    for (String column :
        List.of("Local", "Remote", "Status", "Encr", "Hash", "Auth", "DH", "Lifetime", "Cap.")) {
      int at = heading.indexOf(column);
      assertThat(line.charAt(at)).as(column).isNotEqualTo(' ');
      assertThat(line.charAt(at - 1)).as("before " + column).isEqualTo(' ');
    }

    List<MatchResult> found = DETAIL.matcher(text).results().toList();
    assertThat(found).extracting(m -> m.group("id")).containsExactly("1001", "1002");
    assertThat(found.get(1).group("cap")).isEqualTo("DN");
    assertThat(found.get(1).group("dh")).isEqualTo("2");
    assertThat(text).contains("       Engine-id:Conn-id =  SW:1001\n");
  }

  @Test
  void whatIsWeakIsCalledSo() {
    String text = IsakmpSaScreen.detail(SAS, Sights.NOW);

    assertThat(text.lines().filter(line -> line.contains("Weak:")).map(String::strip))
        .containsExactly("Weak: 3des, md5, group 2");
  }

  @Test
  void theSameInJson() {
    List<Map<String, Object>> json = IsakmpSaScreen.json(SAS, Sights.NOW);

    assertThat(json).hasSize(4);
    assertThat(json.get(0))
        .containsEntry("connection", 1001)
        .containsEntry("role", "responder")
        .containsEntry("state", "QM_IDLE")
        .containsEntry("remote", "10.2.80.209")
        .containsEntry("remaining_s", 84_300L)
        .containsEntry("peer_identity", "10.2.80.209")
        .containsEntry("initiator_cookie", "00000000000000a1")
        .containsEntry("dpd", true);
    assertThat(json.get(1)).containsEntry("weak", List.of("3des", "md5", "group 2"));
    assertThat(json.get(2)).containsEntry("state", "MM_NO_STATE").doesNotContainKey("encryption");
    assertThat(json.get(3)).containsEntry("remote", "2001:DB8:0:1::209");
  }
}
