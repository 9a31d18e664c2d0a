package dev.vigil.language;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the head-end has no use for stays where it is, as it is. */
class KeptLinesTest {
  private static void assertUnchanged(String text) {
    ReadResult read = ConfigReader.read(text);
    assertThat(read.faults()).isEmpty();
    assertThat(read.running().render()).isEqualTo(text);
    assertThat(ConfigReader.read(text).running()).isEqualTo(read.running());
  }

  @Test
  void bannersMayHoldAnythingUpToTheirDelimiter() {
    assertUnchanged(
        """
        hostname r1
        banner motd ^C
        crypto isakmp policy 10
          encr nonsense
        interface
        ^C
        banner login # one line #
        banner exec @two
        lines@
        crypto isakmp policy 10
         encr aes
        """);
  }

  @Test
  void certificatesAreKeptToTheirQuit() {
    assertUnchanged(
        """
        crypto pki trustpoint TP-self-signed-1
         enrollment selfsigned
         revocation-check none
        !
        crypto pki certificate chain TP-self-signed-1
         certificate self-signed 01
          3082024B 308201B4 A0030201 02020101 300D0609 2A864886 F70D0101 04050030
          DEADBEEF 0102
          	quit
        crypto isakmp keepalive 10 periodic
        """);
  }

  @Test
  void hexadecimalAtTheMarginBelongsToItsCertificate() {
    assertUnchanged(
        """
        crypto pki certificate chain X
         certificate ca 02
        3082024B 308201B4
        AAAA BBBB
        quit
        hostname r1
        """);
  }

  @Test
  void blocksStayWhole() {
    assertUnchanged(
        """
        router bgp 65000
         bgp log-neighbor-changes
         address-family ipv4 vrf X
          neighbor 1.2.3.4 remote-as 1
         exit-address-family
        !
        interface GigabitEthernet0/0
         description outside
         ip address 1.2.3.4 255.255.255.0
         ip nat outside
         service instance 1 ethernet
          encapsulation dot1q 1
         standby 1 ip 1.2.3.5
         crypto map m
        !
        line vty 0 4
         password 7 0822455D0A16
         transport input ssh
        !
        end
        """);
  }

  @Test
  void aBlockOfAnUnknownWordDoesNotSwallowLinesOfOurs() {
    ReadResult read =
        ConfigReader.read(
            """
            Some words of a provider
              crypto isakmp policy 10
                encr aes
                authentication pre-share
            """);

    assertThat(read.running().config().policies()).hasSize(1);
    assertThat(read.running().config().policies().getFirst().lifetime()).isNotNull();
  }

  @Test
  void aTextWithoutIndentationIsReadAsTheRouterReadsIt() {
    ReadResult read =
        ConfigReader.read(
            """
            crypto isakmp policy 10
            encr aes
            authentication pre-share
            crypto ipsec transform-set t esp-aes esp-sha-hmac
            crypto map m 10 ipsec-isakmp
            set peer 1.2.3.4
            set transform-set t
            interface Ethernet0
            ip address 1.2.3.1 255.255.255.0
            speed auto
            ip nat outside
            crypto map m
            ip route 0.0.0.0 0.0.0.0 1.2.3.254
            hostname r1
            """);

    assertThat(read.faults()).isEmpty();
    assertThat(requireNonNull(read.running().config().interfaces().get("Ethernet0")).cryptoMap())
        .contains("m");
    assertThat(read.running().config().entriesFor(Addresses.any("1.2.3.4").orElseThrow()))
        .hasSize(1);
    assertThat(read.running().config().hostname()).contains("r1");
  }

  @Test
  void aTextThatIsIndentedAsAWholeMovesToTheMargin() {
    RunningConfig running =
        ConfigReader.read(
                """
                  crypto isakmp policy 10
                    encr aes
                  router bgp 1
                    network 1.0.0.0
                  hostname r1
                """
                    .indent(2))
            .running();

    assertThat(running.render())
        .isEqualTo(
            """
            crypto isakmp policy 10
             encr aes
            router bgp 1
              network 1.0.0.0
            hostname r1
            """);
    assertThat(ConfigReader.read(running.render()).running()).isEqualTo(running);
  }

  @Test
  void aCommentAfterALineBecomesALineOfItsOwn() {
    RunningConfig running =
        ConfigReader.read("crypto map m 10 ipsec-isakmp !the others likewise\n set peer 1.2.3.4\n")
            .running();

    assertThat(running.render())
        .isEqualTo("crypto map m 10 ipsec-isakmp\n !the others likewise\n set peer 1.2.3.4\n");
  }

  @Test
  void aSectionInTwoPartsIsOneSectionAndLosesNothing() {
    RunningConfig running =
        ConfigReader.read(
                """
                interface Ethernet0
                 speed auto
                hostname r1
                interface Ethernet0
                 ip address 1.2.3.4 255.255.255.0
                 duplex full
                """)
            .running();

    assertThat(running.render())
        .isEqualTo(
            """
            interface Ethernet0
             speed auto
             ip address 1.2.3.4 255.255.255.0
             duplex full
            hostname r1
            """);
  }

  @Test
  void eachBlockIsToldOnceWithItsLines() {
    ConfigFile file =
        ConfigFile.parse(
            "a.cfg",
            """
            version 15.4
            service pad
            service timestamps
            hostname r1
            router bgp 1
             network 1.0.0.0
            ! comment
             network 2.0.0.0
            line con 0
            end
            """,
            Set.of());

    assertThat(file.kept())
        .isEqualTo(
            List.of(
                new ConfigFile.KeptLines(1, 1, "version 15.4"),
                new ConfigFile.KeptLines(2, 3, "service …"),
                new ConfigFile.KeptLines(5, 8, "router bgp"),
                new ConfigFile.KeptLines(9, 9, "line con")));
    assertThat(file.used()).isEqualTo(1);
    assertThat(file.lines()).isEqualTo(10);
  }

  @Test
  void windowsLineEndsAndAByteOrderMarkDoNotMatter() {
    assertThat(
            ConfigReader.read("\ufeffhostname r1\r\ncrypto isakmp policy 1\r\n encr aes\r\n")
                .faults())
        .isEmpty();
  }
}
