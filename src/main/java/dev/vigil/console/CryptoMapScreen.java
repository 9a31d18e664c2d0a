package dev.vigil.console;

import dev.vigil.actors.observe.ConnectionView;
import dev.vigil.actors.observe.PeerAddress;
import dev.vigil.protocol.config.AccessList;
import dev.vigil.protocol.config.ClientAccess;
import dev.vigil.protocol.config.CryptoMap;
import dev.vigil.protocol.config.CryptoMapEntry;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.PeerRef;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code show crypto map [tag NAME | interface NAME]}, with the peer that each entry uses now. */
final class CryptoMapScreen {
  private static final String TAB = "\t";

  private final HeadEndConfig config;
  private final EntryDirectory directory;
  private final Map<String, ConnectionView> connections;

  private CryptoMapScreen(HeadEndConfig config, List<ConnectionView> connections) {
    this.config = config;
    this.directory = EntryDirectory.of(config);
    this.connections =
        connections.stream()
            .collect(Collectors.toMap(ConnectionView::label, Function.identity(), (a, _) -> a));
  }

  /**
   * @param name only the map of that name
   * @param interfaceName only the maps that are on that interface
   */
  static String text(
      HeadEndConfig config,
      List<ConnectionView> connections,
      Optional<String> name,
      Optional<String> interfaceName) {
    CryptoMapScreen screen = new CryptoMapScreen(config, connections);
    StringBuilder text = new StringBuilder();
    screen.maps(name, interfaceName).forEach(map -> screen.write(map, text));
    return text.toString();
  }

  static Object json(
      HeadEndConfig config,
      List<ConnectionView> connections,
      Optional<String> name,
      Optional<String> interfaceName) {
    CryptoMapScreen screen = new CryptoMapScreen(config, connections);
    return screen
        .maps(name, interfaceName)
        .flatMap(map -> map.entries().stream().map(entry -> screen.fields(map, entry)))
        .toList();
  }

  /** The configured maps, then those that stand for a protected tunnel interface. */
  private Stream<CryptoMap> maps(Optional<String> name, Optional<String> interfaceName) {
    Stream<CryptoMap> tunnels =
        config.staticEntries().stream()
            .filter(entry -> entry.sequence() > 65_535)
            .map(entry ->
                new CryptoMap(
                    entry.map(),
                    false,
                    Optional.empty(),
                    ClientAccess.NONE,
                    entry.isakmpProfile(),
                    List.of(entry)));
    return Stream.concat(config.cryptoMaps().values().stream(), tunnels)
        .filter(map -> name.map(map.name()::equals).orElse(true))
        .filter(
            map -> interfaceName.map(directory.interfacesOf(map.name())::contains).orElse(true));
  }

  private void write(CryptoMap map, StringBuilder text) {
    for (CryptoMapEntry entry : map.entries()) {
      text.append(
          "Crypto Map %s \"%s\" %d ipsec-isakmp%n"
              .formatted(map.ipv6() ? "IPv6" : "IPv4", map.name(), entry.sequence()));
      if (entry.dynamicMap().isPresent()) {
        text.append("\tDynamic map template tag: ").append(entry.dynamicMap().get()).append('\n');
      } else {
        writePeers(entry, text);
        profileOf(map).ifPresent(p -> text.append("\tProfile name: ").append(p).append('\n'));
        write(config, entry, map.isakmpProfile(), current(entry), text);
        connection(entry).ifPresent(view -> writeState(view, text));
      }
    }
    text.append("\tInterfaces using crypto map ").append(map.name()).append(":\n");
    directory.interfacesOf(map.name()).forEach(i -> text.append("\t\t").append(i).append('\n'));
    text.append('\n');
  }

  /** What the router does not tell: when it is tried again, and why it is not up. */
  private static void writeState(ConnectionView view, StringBuilder text) {
    view.nextAttempt()
        .ifPresent(at -> text.append("\tNext attempt: ").append(Texts.moment(at)).append('\n'));
    view.lastEnd()
        .ifPresent(end -> text.append("\tLast ended: ").append(LastEnds.text(end)).append('\n'));
  }

  /** The IPsec profile of the tunnel interface that {@code map} stands for. */
  private Optional<String> profileOf(CryptoMap map) {
    return config.cryptoMaps().containsKey(map.name())
        ? Optional.empty()
        : directory.interfacesOf(map.name()).stream()
            .findFirst()
            .map(config.interfaces()::get)
            .flatMap(tunnel -> tunnel.tunnel().protection());
  }

  private void writePeers(CryptoMapEntry entry, StringBuilder text) {
    entry.description().ifPresent(d -> text.append("\tDescription: ").append(d).append('\n'));
    if (entry.peers().isEmpty() || config.flowsOf(entry).isEmpty()) {
      text.append("\tWARNING: This crypto map is in an incomplete state!\n");
      text.append("\t\t(missing peer or access-list definitions)\n");
    }
    for (int i = 0; i < entry.peers().size(); i++) {
      text.append("\tPeer = ").append(name(entry.peers().get(i))).append('\n');
      List<String> notes = notes(entry, i);
      if (!notes.isEmpty()) {
        text.append("\t\t(").append(String.join(", ", notes)).append(")\n");
      }
    }
  }

  /**
   * What else is known of a peer: on a line of its own, as tools expect one word after the sign.
   */
  private List<String> notes(CryptoMapEntry entry, int index) {
    List<String> notes = new ArrayList<>();
    PeerRef peer = entry.peers().get(index);
    if (peer instanceof PeerRef.HostName(_, boolean dynamic, _)) {
      notes.add(address(entry, index).map(a -> "resolved to " + a).orElse("not resolved"));
      if (dynamic) {
        notes.add("dynamic");
      }
    }
    if (peer.preferred()) {
      notes.add("default");
    }
    return notes;
  }

  private static String name(PeerRef peer) {
    return switch (peer) {
      case PeerRef.Address(InetAddress address, _) -> PeerAddress.of(address);
      case PeerRef.HostName(String name, _, _) -> name;
    };
  }

  /** The address that the entry's peer of that index has now. */
  private Optional<String> address(CryptoMapEntry entry, int index) {
    return switch (entry.peers().get(index)) {
      case PeerRef.Address(InetAddress address, _) -> Optional.of(PeerAddress.of(address));
      case PeerRef.HostName(String name, _, _) ->
          connection(entry).stream()
              .flatMap(view -> view.peers().stream())
              .filter(peer -> peer.hostName().equals(Optional.of(name)))
              .flatMap(peer -> peer.address().stream())
              .map(PeerAddress::of)
              .findFirst();
    };
  }

  private Optional<ConnectionView> connection(CryptoMapEntry entry) {
    return Optional.ofNullable(connections.get(entry.label()));
  }

  /** The peer that is talked to, or would be next. */
  private Optional<String> current(CryptoMapEntry entry) {
    Optional<ConnectionView> view = connection(entry);
    if (view.isEmpty()) {
      return entry.peers().isEmpty() ? Optional.empty() : address(entry, 0);
    }
    List<ConnectionView.Peer> peers = view.get().peers();
    int index = view.get().current();
    if (index < 0 || index >= peers.size()) {
      return Optional.empty();
    }
    ConnectionView.Peer peer = peers.get(index);
    return peer.address().map(PeerAddress::of).or(peer::hostName);
  }

  /** What entries and templates have in common. */
  static void write(
      HeadEndConfig config,
      CryptoMapEntry entry,
      Optional<String> profileOfMap,
      Optional<String> current,
      StringBuilder text) {
    entry
        .isakmpProfile()
        .or(() -> profileOfMap)
        .ifPresent(p -> text.append("\tISAKMP Profile: ").append(p).append('\n'));
    text.append("\tAccess-List SS dynamic: False\n");
    writeAccessList(config, entry, text);
    current.ifPresent(peer -> text.append("\tCurrent peer: ").append(peer).append('\n'));
    text.append(Protection.lifetime(config.lifetimeOf(entry), TAB));
    text.append("\tDualstack (Y/N): N\n\n\tResponder-Only (Y/N): N\n");
    text.append(Protection.pfs(entry.pfs(), TAB));
    text.append("\tMixed-mode : Disabled\n");
    text.append(Protection.transformSets(config, entry.transformSets(), TAB));
    if (entry.reverseRoute().isPresent()) {
      text.append("\tReverse Route Injection Enabled\n");
    }
  }

  private static void writeAccessList(
      HeadEndConfig config, CryptoMapEntry entry, StringBuilder text) {
    if (entry.accessList().isEmpty()) {
      text.append("\tNo matching address list set.\n");
      return;
    }
    String name = entry.accessList().get();
    AccessList list = config.accessLists().get(name);
    text.append(list != null && list.ipv6() ? "\tIPv6 access list " : "\tExtended IP access list ");
    text.append(name).append('\n');
    if (list != null) {
      AccessListText.rules(list).forEach(rule -> text.append("\t    ").append(rule).append('\n'));
    }
  }

  private Map<String, Object> fields(CryptoMap map, CryptoMapEntry entry) {
    Map<String, Object> fields = fields(config, entry);
    entry.dynamicMap().ifPresent(dynamic -> fields.put("dynamic_map", dynamic));
    fields.put("interfaces", directory.interfacesOf(map.name()));
    if (entry.dynamicMap().isEmpty()) {
      fields.put("complete", !entry.peers().isEmpty() && !config.flowsOf(entry).isEmpty());
      fields.put("peers", peers(entry));
      current(entry).ifPresent(peer -> fields.put("current_peer", peer));
    }
    connection(entry).ifPresent(view -> put(view, fields));
    return fields;
  }

  private List<Map<String, Object>> peers(CryptoMapEntry entry) {
    List<Map<String, Object>> peers = new ArrayList<>();
    for (int i = 0; i < entry.peers().size(); i++) {
      Map<String, Object> fields = new LinkedHashMap<>();
      if (entry.peers().get(i) instanceof PeerRef.HostName(String name, boolean dynamic, _)) {
        fields.put("hostname", name);
        fields.put("dynamic", dynamic);
      }
      address(entry, i).ifPresent(address -> fields.put("address", address));
      fields.put("default", entry.peers().get(i).preferred());
      peers.add(fields);
    }
    return peers;
  }

  private static void put(ConnectionView view, Map<String, Object> fields) {
    fields.put("up", view.up());
    fields.put("wanted", view.wanted());
    view.nextAttempt().ifPresent(at -> fields.put("next_attempt", at.toString()));
    view.lastEnd().ifPresent(end -> fields.put("last_end", LastEnds.fields(end)));
  }

  /** What entries and templates have in common. */
  static Map<String, Object> fields(HeadEndConfig config, CryptoMapEntry entry) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("map", entry.map());
    fields.put("sequence", entry.sequence());
    entry.description().ifPresent(text -> fields.put("description", text));
    entry.accessList().ifPresent(list -> fields.put("access_list", list));
    entry.isakmpProfile().ifPresent(profile -> fields.put("isakmp_profile", profile));
    Protection.put(config.lifetimeOf(entry), fields);
    entry.pfs().ifPresent(group -> fields.put("pfs_group", group.number()));
    fields.put("transform_sets", entry.transformSets());
    return fields;
  }
}
