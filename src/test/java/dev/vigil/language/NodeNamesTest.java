package dev.vigil.language;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.Vrf;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Host names, VRFs and who may become privileged, in all their forms. */
class NodeNamesTest {
  private final LanguageSession session =
      new LanguageSession(RunningConfig.of(HeadEndConfig.empty()));

  private void enter(String... lines) {
    for (String line : lines) {
      assertThat(session.enter(line)).as(line).isInstanceOf(LanguageSession.Answer.Accepted.class);
    }
  }

  private void refused(String... lines) {
    for (String line : lines) {
      assertThat(session.enter(line)).as(line).isInstanceOf(LanguageSession.Answer.Refused.class);
    }
  }

  private static InetAddress address(String text) {
    return InetAddress.ofLiteral(text);
  }

  @Test
  void aHostHasAddressesOfBothFamilies() {
    enter(
        "ipv6 host site1 2001:db8::1",
        "ip host site1 10.0.0.1 10.0.0.2",
        "ip host Site2.Example.net 10.0.0.9");
    assertThat(session.running().config().hosts())
        .containsEntry(
            "site1", List.of(address("10.0.0.1"), address("10.0.0.2"), address("2001:db8::1")))
        .containsEntry("site2.example.net", List.of(address("10.0.0.9")));
    assertThat(session.running().render())
        .contains("ip host site1 10.0.0.1 10.0.0.2\n")
        .contains("ipv6 host site1 2001:DB8::1\n");

    enter("ip host site1 10.0.0.3", "no ip host site2.example.net", "no ipv6 host site1");
    assertThat(session.running().config().hosts())
        .containsOnly(java.util.Map.entry("site1", List.of(address("10.0.0.3"))));
    enter("ip host site1 10.0.0.3 10.0.0.4", "no ip host site1 10.0.0.3");
    assertThat(session.running().render()).isEqualTo("ip host site1 10.0.0.4\n!\n");
    refused("ip host site1", "ip host site1 10.0.0.300", "ip host site1 2001:db8::1");
  }

  @Test
  void domainLookupIsOnUnlessItIsTurnedOff() {
    enter("no ip domain lookup");
    assertThat(session.running().config().domainLookup()).isFalse();
    assertThat(session.running().render()).isEqualTo("no ip domain lookup\n");
    enter("ip domain-lookup");
    assertThat(session.running().config().domainLookup()).isTrue();
    enter("no ip domain-lookup");
    assertThat(session.running().render()).contains("no ip domain lookup\n");
    enter("ip domain lookup");
    assertThat(session.running().render()).doesNotContain("domain");
  }

  @Test
  void whatTheMachineDoesItselfIsKept() {
    for (String line :
        List.of(
            "ip domain name example.net",
            "ip domain-name example.net",
            "ip name-server 192.0.2.53 192.0.2.54",
            "ip host vrf red site1 10.0.0.1",
            "service timestamps debug datetime msec",
            "no service timestamps log")) {
      assertThat(session.enter(line)).as(line).isEqualTo(new LanguageSession.Answer.Accepted(true));
    }
    assertThat(session.running().render()).contains("ip domain name example.net\n");
    assertThat(session.running().config()).isEqualTo(HeadEndConfig.empty());
  }

  @Test
  void aVrfIsDefinedInOneOfTwoFormsAndItsBodyIsKept() {
    String text =
        """
        vrf definition red
         description the red one
         rd 65000:1
         route-target export 65000:1
         address-family ipv4
         exit-address-family
        !
        ip vrf blue
         rd 65000:2
        !
        crypto keyring k vrf red
          pre-shared-key address 10.0.0.1 key abc
        crypto isakmp profile p
         vrf blue
         keyring k
         match identity address 10.0.0.1 red
        interface FastEthernet0
         vrf forwarding red
         ip address 10.0.0.2 255.255.255.0
        interface FastEthernet1
         ip vrf forwarding blue
         ip address 10.0.1.2 255.255.255.0
        """;
    ConfigFile file = ConfigFile.parse("a.cfg", text, Set.of());

    assertThat(file.errors()).isEmpty();
    RunningConfig running = file.running().orElseThrow();
    assertThat(running.config().vrfDefinitions())
        .containsEntry(
            "red", new Vrf("red", false, Optional.of("the red one"), Optional.of("65000:1")))
        .containsEntry("blue", new Vrf("blue", true, Optional.empty(), Optional.of("65000:2")));
    assertThat(requireNonNull(running.config().interfaces().get("FastEthernet1")).vrf())
        .hasValue("blue");
    assertThat(running.render()).isEqualTo(text.replace("  pre-shared", " pre-shared"));
    assertThat(file.warnings()).noneMatch(warning -> warning.contains("VRF"));
  }

  @Test
  void aVrfThatDoesNotExistIsTold() {
    ConfigFile file =
        ConfigFile.parse(
            "a.cfg",
            """
            interface FastEthernet0
             ip vrf forwarding green
            crypto isakmp profile p
             vrf green
            """,
            Set.of());
    assertThat(file.warnings())
        .contains(
            "a.cfg:2:2: interface FastEthernet0: VRF green does not exist.",
            "a.cfg:4:2: crypto isakmp profile p: VRF green does not exist.");
  }

  @Test
  void aVrfIsTakenBack() {
    enter("vrf definition red", "rd 1:1", "exit", "interface Ethernet0", "vrf forwarding red");
    assertThat(session.running().render()).contains("vrf definition red\n rd 1:1\n");
    enter("no vrf forwarding", "exit", "no vrf definition red", "no interface Ethernet0");
    assertThat(session.running().config()).isEqualTo(HeadEndConfig.empty());
    enter("ip vrf red");
    assertThat(session.prompt("r")).isEqualTo("r(config-vrf)#");
    enter("exit", "no ip vrf red");
    assertThat(session.running().config()).isEqualTo(HeadEndConfig.empty());
    refused("vrf definition", "interface Ethernet0 ip vrf");
  }

  @Test
  void aPeerThatNobodyMayBeAskedAboutIsTold() {
    String text =
        """
        no ip domain lookup
        ip host known 10.0.0.1
        crypto map m 1 ipsec-isakmp
         set peer Known
         set peer unknown
        """;
    assertThat(ConfigFile.parse("a.cfg", text, Set.of()).warnings())
        .filteredOn(warning -> warning.contains("Peer "))
        .containsExactly(
            "a.cfg:5:2: crypto map m 1: Peer unknown has no ip host, and there is no ip domain"
                + " lookup.");
    assertThat(ConfigFile.parse("a.cfg", text.substring(20), Set.of()).warnings())
        .noneMatch(warning -> warning.contains("Peer "));
  }
}
