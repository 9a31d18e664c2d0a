package dev.vigil.language;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Completes interface names as the router does: {@code fa0/1} is {@code FastEthernet0/1}. */
final class InterfaceNames {
  private static final Pattern FORM = Pattern.compile("([A-Za-z][A-Za-z-]*)([0-9][0-9/.:]*)?");
  private static final List<String> TYPES =
      List.of(
          "Async",
          "ATM",
          "BVI",
          "Cellular",
          "Dialer",
          "Ethernet",
          "FastEthernet",
          "FortyGigabitEthernet",
          "GigabitEthernet",
          "HundredGigE",
          "Loopback",
          "Multilink",
          "Null",
          "Port-channel",
          "Serial",
          "TenGigabitEthernet",
          "Tunnel",
          "TwentyFiveGigE",
          "Virtual-Template",
          "Vlan");

  private InterfaceNames() {}

  /** Empty for a word that cannot name an interface. An unknown type is taken as it is. */
  static Optional<String> read(String word) {
    Matcher matcher = FORM.matcher(word);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String unit = matcher.group(2) == null ? "" : matcher.group(2);
    return Optional.of(type(matcher.group(1)) + unit);
  }

  private static String type(String written) {
    String lower = written.toLowerCase(Locale.ROOT);
    List<String> fitting =
        TYPES.stream().filter(t -> t.toLowerCase(Locale.ROOT).startsWith(lower)).toList();
    return fitting.size() == 1 || fitting.stream().anyMatch(t -> t.equalsIgnoreCase(written))
        ? fitting.stream()
            .filter(t -> t.equalsIgnoreCase(written))
            .findFirst()
            .orElse(fitting.getFirst())
        : written;
  }
}
