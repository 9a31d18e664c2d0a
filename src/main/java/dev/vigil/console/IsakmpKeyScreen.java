package dev.vigil.console;

import dev.vigil.actors.observe.PeerAddress;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.IpPrefix;
import dev.vigil.protocol.config.Keyring;
import dev.vigil.protocol.config.PeerScope;
import dev.vigil.protocol.config.PreSharedKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code show crypto isakmp key}: whom there are keys for. The router shows the keys too; here only
 * {@code show running-config} does.
 */
final class IsakmpKeyScreen {
  private static final String HEADING =
      "Keyring      Hostname/Address                            Preshared Key\n\n";

  private IsakmpKeyScreen() {}

  /** A key and the keyring that it is in. */
  private record Line(String keyring, Optional<String> vrf, PreSharedKey key) {}

  static String text(HeadEndConfig config) {
    StringBuilder text = new StringBuilder(HEADING);
    for (Line line : lines(config)) {
      text.append(
          "%-12s %-43s %s%n"
              .formatted(
                  line.keyring() + line.vrf().map(vrf -> " (" + vrf + ")").orElse(""),
                  scope(line.key().scope()),
                  "(hidden)"));
    }
    return text.toString();
  }

  static Object json(HeadEndConfig config) {
    return lines(config).stream().map(IsakmpKeyScreen::fields).toList();
  }

  private static Map<String, Object> fields(Line line) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("keyring", line.keyring());
    line.vrf().ifPresent(vrf -> fields.put("vrf", vrf));
    switch (line.key().scope()) {
      case PeerScope.Network(IpPrefix prefix) -> {
        fields.put("address", PeerAddress.of(prefix.address()));
        fields.put("prefix_length", prefix.length());
      }
      case PeerScope.HostName(String name) -> fields.put("hostname", name);
    }
    fields.put("no_xauth", line.key().noXauth());
    return fields;
  }

  private static List<Line> lines(HeadEndConfig config) {
    List<Line> lines = new ArrayList<>();
    config.preSharedKeys().forEach(key -> lines.add(new Line("default", Optional.empty(), key)));
    for (Keyring keyring : config.keyrings().values()) {
      keyring.keys().forEach(key -> lines.add(new Line(keyring.name(), keyring.vrf(), key)));
    }
    return lines;
  }

  /** {@code 10.1.1.1}, {@code 10.0.0.0 [255.0.0.0]}, {@code 2001:DB8::/32}, or a host name. */
  private static String scope(PeerScope scope) {
    return switch (scope) {
      case PeerScope.HostName(String name) -> name;
      case PeerScope.Network(IpPrefix prefix) -> {
        String address = PeerAddress.of(prefix.address());
        if (prefix.isHost()) {
          yield address;
        }
        yield prefix.address().getAddress().length == 4
            ? "%-15s [%s]".formatted(address, Texts.mask(prefix.length()))
            : address + "/" + prefix.length();
      }
    };
  }
}
