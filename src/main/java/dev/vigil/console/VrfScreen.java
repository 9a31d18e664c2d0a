package dev.vigil.console;

import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.IdentityMatch;
import dev.vigil.protocol.config.InterfaceConfig;
import dev.vigil.protocol.config.IpPrefix;
import dev.vigil.protocol.config.IsakmpProfile;
import dev.vigil.protocol.config.Vrf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * {@code show vrf}: the VRFs that are defined, and those that interfaces, keyrings, profiles and
 * peers name.
 */
final class VrfScreen {
  private VrfScreen() {}

  static String text(HeadEndConfig config) {
    StringBuilder text =
        new StringBuilder(
            "  Name                             Default RD            Protocols   Interfaces\n");
    Map<String, List<String>> interfaces = interfaces(config);
    for (String name : names(config)) {
      List<String> in = interfaces.getOrDefault(name, List.of());
      text.append(
          "  %-32s %-21s %-11s %s"
              .formatted(
                  name,
                  defined(config, name).flatMap(Vrf::distinguisher).orElse("<not set>"),
                  defined(config, name).map(Vrf::ipv4Only).orElse(false) ? "ipv4" : "ipv4,ipv6",
                  in.isEmpty() ? "" : in.getFirst())
              .stripTrailing());
      text.append('\n');
      in.stream().skip(1).forEach(each -> text.append(" ".repeat(69)).append(each).append('\n'));
    }
    return text.toString();
  }

  private static Optional<Vrf> defined(HeadEndConfig config, String name) {
    return Optional.ofNullable(config.vrfDefinitions().get(name));
  }

  private static Map<String, List<String>> interfaces(HeadEndConfig config) {
    Map<String, List<String>> interfaces = new LinkedHashMap<>();
    for (InterfaceConfig each : config.interfaces().values()) {
      each.vrf()
          .ifPresent(vrf ->
              interfaces
                  .computeIfAbsent(vrf, _ -> new ArrayList<>())
                  .add(Texts.shortInterface(each.name())));
    }
    return interfaces;
  }

  static Object json(HeadEndConfig config) {
    return names(config).stream().map(name -> fields(config, name)).toList();
  }

  private static Map<String, Object> fields(HeadEndConfig config, String vrf) {
    Optional<String> wanted = Optional.of(vrf);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", vrf);
    fields.put("defined", defined(config, vrf).isPresent());
    defined(config, vrf)
        .flatMap(Vrf::distinguisher)
        .ifPresent(rd -> fields.put("route_distinguisher", rd));
    fields.put(
        "interfaces",
        config.interfaces().values().stream()
            .filter(each -> each.vrf().equals(wanted))
            .map(InterfaceConfig::name)
            .toList());
    fields.put(
        "keyrings",
        config.keyrings().values().stream()
            .filter(keyring -> keyring.vrf().equals(wanted))
            .map(keyring -> keyring.name())
            .toList());
    fields.put(
        "isakmp_profiles",
        config.isakmpProfiles().values().stream()
            .filter(profile -> profile.vrf().equals(wanted))
            .map(IsakmpProfile::name)
            .toList());
    return fields;
  }

  private static List<String> names(HeadEndConfig config) {
    NavigableSet<String> names = new TreeSet<>();
    names.addAll(config.vrfDefinitions().keySet());
    config.interfaces().values().forEach(each -> each.vrf().ifPresent(names::add));
    config.keyrings().values().forEach(keyring -> keyring.vrf().ifPresent(names::add));
    config.isakmpPeers().values().forEach(peer -> peer.vrf().ifPresent(names::add));
    for (IsakmpProfile profile : config.isakmpProfiles().values()) {
      profile.vrf().ifPresent(names::add);
      for (IdentityMatch match : profile.matches()) {
        if (match instanceof IdentityMatch.Network(IpPrefix _, Optional<String> vrf)) {
          vrf.ifPresent(names::add);
        }
      }
    }
    return List.copyOf(names);
  }
}
