package dev.vigil.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.language.ExecRequest.ShowIpsecSa;
import dev.vigil.protocol.config.HeadEndConfig;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which flows {@code show crypto ipsec sa} shows. */
class IpsecSaScreenTest {
  private static String text(
      Optional<String> remote, Optional<String> map, Optional<String> interfaceName) {
    ShowIpsecSa which =
        new ShowIpsecSa(remote.map(InetAddress::ofLiteral), map, interfaceName, false);
    return IpsecSaScreen.text(
        Scenery.config(), Scenery.peers(), Scenery.connections(), which, Sights.NOW);
  }

  private static List<String> peers(String text) {
    return text.lines()
        .filter(line -> line.contains("current_peer"))
        .map(line -> line.replaceAll(".*current_peer (\\S+) .*", "$1"))
        .toList();
  }

  @Test
  void onePeerOneMapOrOneInterface() {
    Optional<String> any = Optional.empty();

    assertThat(peers(text(any, any, any))).hasSize(7);
    assertThat(peers(text(Optional.of("10.2.80.211"), any, any)))
        .containsExactly("10.2.80.211", "10.2.80.211");
    assertThat(peers(text(any, Optional.of("six"), any))).containsExactly("2001:DB8::9");
    assertThat(peers(text(any, any, Optional.of("Tunnel7")))).containsExactly("10.7.7.7");
    assertThat(peers(text(Optional.of("10.9.0.5"), Optional.of("green"), any))).isEmpty();
    assertThat(text(Optional.of("10.9.0.6"), any, any)).isEqualTo("No SAs found\n");
  }

  @Test
  void aTemplatesSaIsShownWithTheMapThatItsPeerCameThrough() {
    String text = text(Optional.of("10.9.0.5"), Optional.empty(), Optional.empty());

    assertThat(text)
        .startsWith(
            """

            interface: FastEthernet0/1
                Crypto map tag: inner, local addr 10.9.9.1

               protected vrf: red
            """)
        .contains("flags={ident_is_ipsec,}", "{Tunnel UDP-Encaps, }", "crypto map: inner");
  }

  @Test
  void aHeadEndWithoutConfigurationHasNone() {
    assertThat(
            IpsecSaScreen.text(
                HeadEndConfig.empty(),
                List.of(),
                List.of(),
                new ShowIpsecSa(Optional.empty(), Optional.empty(), Optional.empty(), true),
                Sights.NOW))
        .isEqualTo("No SAs found\n");
  }
}
