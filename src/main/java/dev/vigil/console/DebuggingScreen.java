package dev.vigil.console;

import dev.vigil.actors.observe.DebugCondition;
import dev.vigil.actors.observe.PeerAddress;
import dev.vigil.protocol.config.IpPrefix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code show debugging} and {@code show crypto debug-condition}. */
final class DebuggingScreen {
  private DebuggingScreen() {}

  /**
   * @param on the trace of ISAKMP is on at this console
   */
  static String text(boolean on) {
    return on ? "\nCryptographic Subsystem:\n  Crypto ISAKMP debugging is on\n" : "";
  }

  static Object json(boolean on, DebugCondition condition) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("crypto_isakmp", on);
    fields.put("peers", condition.peers().stream().map(DebuggingScreen::prefix).toList());
    return fields;
  }

  /** {@code show crypto debug-condition}: whose events are traced. */
  static String conditionText(DebugCondition condition) {
    List<IpPrefix> peers = condition.peers();
    StringBuilder text = new StringBuilder("Crypto conditional debug currently is turned ");
    text.append(peers.isEmpty() ? "OFF\n" : "ON\n");
    text.append("IKE debug context unmatched flag: OFF\n");
    write("IKE peer IP address filters:\n", peers.stream().filter(IpPrefix::isHost).toList(), text);
    write("IKE peer subnet filters:\n", peers.stream().filter(p -> !p.isHost()).toList(), text);
    return text.toString();
  }

  static Object conditionJson(DebugCondition condition) {
    return Map.of("peers", condition.peers().stream().map(DebuggingScreen::prefix).toList());
  }

  private static void write(String heading, List<IpPrefix> prefixes, StringBuilder text) {
    if (!prefixes.isEmpty()) {
      text.append('\n').append(heading);
      text.append(
          prefixes.stream().map(DebuggingScreen::words).collect(Collectors.joining(" ", "", "\n")));
    }
  }

  private static String words(IpPrefix prefix) {
    return prefix.isHost() ? PeerAddress.of(prefix.address()) : prefix(prefix);
  }

  private static String prefix(IpPrefix prefix) {
    return PeerAddress.of(prefix.address()) + "/" + prefix.length();
  }
}
