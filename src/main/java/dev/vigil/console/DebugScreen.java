package dev.vigil.console;

import dev.vigil.actors.observe.PeerAddress;
import dev.vigil.protocol.config.IpPrefix;
import java.util.List;
import java.util.Map;

/** {@code show debugging} and {@code show crypto debug-condition}. */
final class DebugScreen {
  private DebugScreen() {}

  static String text(DebugLog debug) {
    if (!debug.isOn()) {
      return "";
    }
    return "Cryptographic Subsystem:\n  Crypto ISAKMP debugging is on\n"
        + (debug.conditions().isEmpty() ? "" : "\n" + conditions(debug));
  }

  static Object json(DebugLog debug) {
    return Map.of("crypto_isakmp", debug.isOn(), "peers", peers(debug.conditions()));
  }

  static String conditions(DebugLog debug) {
    if (debug.conditions().isEmpty()) {
      return "Crypto conditional debug currently is turned OFF\n";
    }
    StringBuilder text =
        new StringBuilder(
            """
            Crypto conditional debug currently is turned ON

            IKE debug context unmatched flag: OFF
            IPsec debug context unmatched flag: OFF

            Peer IP addresses or subnets:
            """);
    peers(debug.conditions()).forEach(peer -> text.append("  ").append(peer).append('\n'));
    return text.toString();
  }

  static Object conditionsJson(DebugLog debug) {
    return Map.of("peers", peers(debug.conditions()));
  }

  private static List<String> peers(List<IpPrefix> conditions) {
    return conditions.stream()
        .map(peer -> PeerAddress.of(peer.address()) + "/" + peer.length())
        .toList();
  }
}
