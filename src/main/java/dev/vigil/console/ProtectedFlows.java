package dev.vigil.console;

import dev.vigil.actors.observe.ChildView;
import dev.vigil.actors.observe.ConnectionView;
import dev.vigil.actors.observe.PeerView;
import dev.vigil.protocol.config.CryptoMapEntry;
import dev.vigil.protocol.config.Flow;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.PeerRef;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds what is, or is to be, protected on a node; in one pass over SAs and configuration. */
final class ProtectedFlows {
  private static final int IKE_PORT = 500;
  private static final InetSocketAddress UNKNOWN = new InetSocketAddress("0.0.0.0", IKE_PORT);

  private final HeadEndConfig config;
  private final EntryDirectory directory;
  private final Map<Key, List<ChildView>> up = new LinkedHashMap<>();
  private final Map<String, ConnectionView> connections = new HashMap<>();

  /** What has a block of its own on the screen. */
  private record Key(String entry, Flow flow, InetAddress local, InetAddress remote) {}

  private ProtectedFlows(HeadEndConfig config) {
    this.config = config;
    this.directory = EntryDirectory.of(config);
  }

  /** Interface by interface in the order of configuration; on each, what is up comes first. */
  static Map<String, List<ProtectedFlow>> byInterface(
      HeadEndConfig config, List<PeerView> peers, List<ConnectionView> connections) {
    ProtectedFlows flows = new ProtectedFlows(config);
    connections.forEach(view -> flows.connections.put(view.label(), view));
    for (PeerView peer : peers) {
      for (ChildView child : peer.children()) {
        Flow flow = new Flow(child.agreed().local(), child.agreed().remote());
        flows
            .up
            .computeIfAbsent(
                new Key(
                    child.agreed().name(),
                    flow,
                    child.path().local().getAddress(),
                    child.path().remote().getAddress()),
                _ -> new ArrayList<>(1))
            .add(child);
      }
    }
    return flows.collect();
  }

  private Map<String, List<ProtectedFlow>> collect() {
    Map<String, List<ProtectedFlow>> found = new LinkedHashMap<>();
    for (EntryDirectory.Place place : directory.all()) {
      found.putIfAbsent(place.interfaceName(), new ArrayList<>());
    }
    Map<String, Set<Flow>> standing = new HashMap<>();
    up.forEach((key, pairs) -> {
      standing.computeIfAbsent(key.entry(), _ -> new HashSet<>()).add(key.flow());
      ProtectedFlow flow = standing(key, pairs);
      found.computeIfAbsent(flow.interfaceName(), _ -> new ArrayList<>()).add(flow);
    });
    for (EntryDirectory.Place place : directory.all()) {
      Set<Flow> has = standing.getOrDefault(place.entry().label(), Set.of());
      if (!place.entry().peers().isEmpty()) {
        for (Flow flow : config.flowsOf(place.entry())) {
          if (!has.contains(flow)) {
            found
                .computeIfAbsent(place.interfaceName(), _ -> new ArrayList<>())
                .add(down(place, flow));
          }
        }
      }
    }
    return found;
  }

  private ProtectedFlow standing(Key key, List<ChildView> pairs) {
    ChildView newest = pairs.getLast();
    Optional<EntryDirectory.Place> place = directory.find(key.entry(), key.local());
    InetSocketAddress local = newest.path().local();
    return new ProtectedFlow(
        place.map(p -> directory.interfaceOf(p, local.getAddress())).orElse("(none)"),
        place.map(EntryDirectory.Place::tag).orElse(key.entry().replaceFirst(" \\d+$", "")),
        key.entry(),
        config.vrfsOf(key.remote(), local.getAddress()).inside(),
        key.flow(),
        local,
        newest.path().remote(),
        pairs,
        directory.replayWindow(place.map(EntryDirectory.Place::entry)),
        place.map(EntryDirectory.Place::dynamic).orElse(false));
  }

  private ProtectedFlow down(EntryDirectory.Place place, Flow flow) {
    Optional<InetAddress> peer = current(place.entry());
    boolean ipv6 = peer.map(address -> address.getAddress().length == 16).orElse(false);
    Optional<InetAddress> local = directory.localAddress(place.tag(), ipv6);
    return new ProtectedFlow(
        place.interfaceName(),
        place.tag(),
        place.entry().label(),
        peer.flatMap(to -> local.flatMap(from -> config.vrfsOf(to, from).inside())),
        flow,
        local.map(address -> new InetSocketAddress(address, IKE_PORT)).orElse(UNKNOWN),
        peer.map(address -> new InetSocketAddress(address, IKE_PORT)).orElse(UNKNOWN),
        List.of(),
        directory.replayWindow(Optional.of(place.entry())),
        place.dynamic());
  }

  private Optional<InetAddress> current(CryptoMapEntry entry) {
    ConnectionView view = connections.get(entry.label());
    if (view != null && view.current() >= 0 && view.current() < view.peers().size()) {
      return view.peers().get(view.current()).address();
    }
    return entry.peers().getFirst() instanceof PeerRef.Address(InetAddress address, _)
        ? Optional.of(address)
        : Optional.empty();
  }
}
