package dev.vigil.console;

import dev.vigil.protocol.config.CryptoMap;
import dev.vigil.protocol.config.CryptoMapEntry;
import dev.vigil.protocol.config.DynamicMap;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.InterfaceConfig;
import dev.vigil.protocol.config.IpsecSettings;
import dev.vigil.protocol.config.LocalEndpoint;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where each crypto map entry stands: made once for a screen, in one pass over the configuration,
 * so that a screen of many SAs looks up each in constant time.
 */
final class EntryDirectory {
  /** The router's, where the configuration says nothing. */
  private static final int DEFAULT_WINDOW = 64;

  private final HeadEndConfig config;
  private final Map<String, List<String>> interfaces = new LinkedHashMap<>();
  private final Map<String, List<Place>> places = new LinkedHashMap<>();
  private final Map<String, Optional<InetAddress>> locals = new LinkedHashMap<>();
  private final Map<InetAddress, String> byAddress = new HashMap<>();

  /**
   * @param tag the crypto map that the entry is reached through
   * @param dynamic it is a template of a dynamic map
   * @param interfaces those that have the map
   */
  record Place(String tag, CryptoMapEntry entry, boolean dynamic, List<String> interfaces) {
    /** {@code (none)} while the map is on no interface. */
    String interfaceName() {
      return interfaces.isEmpty() ? "(none)" : interfaces.getFirst();
    }
  }

  private EntryDirectory(HeadEndConfig config) {
    this.config = config;
  }

  static EntryDirectory of(HeadEndConfig config) {
    EntryDirectory directory = new EntryDirectory(config);
    for (InterfaceConfig each : config.interfaces().values()) {
      each.addresses().forEach(a -> directory.byAddress.put(a.prefix().address(), each.name()));
      each.cryptoMap().ifPresent(map -> directory.uses(map, each.name()));
      each.ipv6CryptoMap().ifPresent(map -> directory.uses(map, each.name()));
      each.tunnel()
          .protection()
          .ifPresent(_ -> directory.uses(each.name() + "-head-0", each.name()));
    }
    for (CryptoMap map : config.cryptoMaps().values()) {
      map.entries().forEach(entry -> directory.add(map.name(), entry));
    }
    for (CryptoMapEntry entry : config.staticEntries()) {
      directory.place(entry.map(), entry, false);
    }
    return directory;
  }

  private void uses(String map, String interfaceName) {
    interfaces.computeIfAbsent(map, _ -> new ArrayList<>()).add(interfaceName);
  }

  private void add(String map, CryptoMapEntry entry) {
    if (entry.dynamicMap().isEmpty()) {
      place(map, entry, false);
      return;
    }
    Optional<DynamicMap> templates = entry.dynamicMap().map(config.dynamicMaps()::get);
    templates.ifPresent(t -> t.entries().forEach(template -> place(map, template, true)));
  }

  private void place(String tag, CryptoMapEntry entry, boolean dynamic) {
    List<Place> known = places.computeIfAbsent(entry.label(), _ -> new ArrayList<>(1));
    if (known.stream().noneMatch(place -> place.tag().equals(tag))) {
      known.add(new Place(tag, entry, dynamic, interfacesOf(tag)));
    }
  }

  /** By label, such as {@code "green 1"}; of a template, where it is used first. */
  Optional<Place> find(String label) {
    return places.getOrDefault(label, List.of()).stream().findFirst();
  }

  /** The place that peers reach by addressing {@code local}: a template may serve several maps. */
  Optional<Place> find(String label, InetAddress local) {
    String at = byAddress.get(local);
    return places.getOrDefault(label, List.of()).stream()
        .filter(place -> at != null && place.interfaces().contains(at))
        .findFirst()
        .or(() -> find(label));
  }

  /** The interface that the entry's peers reach us through when they address {@code local}. */
  String interfaceOf(Place place, InetAddress local) {
    String at = byAddress.get(local);
    return at != null && place.interfaces().size() > 1 && place.interfaces().contains(at)
        ? at
        : place.interfaceName();
  }

  /** As they are configured; tunnel interfaces last. */
  List<Place> all() {
    return places.values().stream().flatMap(List::stream).toList();
  }

  List<String> interfacesOf(String tag) {
    return interfaces.getOrDefault(tag, List.of());
  }

  /** The address that we speak from through the crypto map {@code tag}. */
  Optional<InetAddress> localAddress(String tag, boolean ipv6) {
    return locals.computeIfAbsent(tag + (ipv6 ? " 6" : " 4"), _ -> local(tag, ipv6));
  }

  private Optional<InetAddress> local(String tag, boolean ipv6) {
    CryptoMap map = config.cryptoMaps().get(tag);
    if (map == null) {
      return config.localAddressOf(tag, ipv6);
    }
    return map.localInterface()
        .or(() -> interfacesOf(tag).stream().findFirst())
        .flatMap(name -> config.addressOf(new LocalEndpoint.OfInterface(name), ipv6));
  }

  /** The entry's, or the node's, window against replays in packets; 0 for no check. */
  int replayWindow(Optional<CryptoMapEntry> entry) {
    IpsecSettings node = config.ipsec();
    return entry
        .flatMap(CryptoMapEntry::replayWindow)
        .or(node::replayWindow)
        .orElse(DEFAULT_WINDOW);
  }
}
