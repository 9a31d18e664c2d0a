package dev.vigil.protocol.peer;

import dev.vigil.protocol.config.CryptoMapEntry;
import dev.vigil.protocol.config.DynamicMap;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.IpsecSettings;
import dev.vigil.protocol.config.PeerRef;
import dev.vigil.protocol.config.Vrfs;
import dev.vigil.protocol.cookie.PeerDirectory;
import dev.vigil.protocol.cookie.PeerPoint;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.cookie.SpiCodec;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.sa.SaSettings;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The configuration seen peer by peer. Made once for each configuration, alike on every node; safe
 * for use by several threads.
 *
 * <p>Host names stand in it as such. Who knows what they resolve to passes the names of an address
 * along with it, in lower case.
 */
public final class ConfiguredPeers {
  private final HeadEndConfig config;
  private final NodeLimits limits;
  private final SpiCodec spis;
  private final PeerDirectory directory;
  private final AddressSettings addresses;
  private final Map<PeerTag, List<Connection>> connections = new HashMap<>();
  private final Map<String, PeerTag> tags = new HashMap<>();
  private final Map<String, Integer> replayWindows = new HashMap<>();
  private final Set<String> hostNames = new HashSet<>();

  /**
   * @param clusterSecret the same on all nodes, at least 16 bytes
   * @throws IllegalArgumentException if it is shorter
   */
  public ConfiguredPeers(
      HeadEndConfig config, NodeLimits limits, Secret clusterSecret, SpiCodec spis) {
    this.config = config;
    this.limits = limits;
    this.spis = spis;
    this.addresses = new AddressSettings(config, limits);
    List<CryptoMapEntry> entries = config.staticEntries();
    this.directory =
        PeerDirectory.of(
            clusterSecret,
            entries.stream()
                .map(entry -> entry.peers().stream().map(ConfiguredPeers::point).toList())
                .toList());
    config.dynamicMaps().values().stream()
        .map(DynamicMap::entries)
        .flatMap(List::stream)
        .forEach(this::addReplayWindow);
    hostNames.addAll(config.hostsWithKeys());
    for (CryptoMapEntry entry : entries) {
      addReplayWindow(entry);
      connection(entry).ifPresent(this::add);
    }
  }

  private void addReplayWindow(CryptoMapEntry entry) {
    entry
        .replayWindow()
        .or(config.ipsec()::replayWindow)
        .ifPresent(window -> replayWindows.put(entry.label(), window));
  }

  private void add(Connection connection) {
    PeerTag tag = directory.tagOf(point(connection.peers().getFirst()));
    connections.computeIfAbsent(tag, _ -> new ArrayList<>()).add(connection);
    tags.put(connection.label(), tag);
    for (PeerRef peer : connection.peers()) {
      if (point(peer) instanceof PeerPoint.HostName(String name)) {
        hostNames.add(name);
      }
    }
  }

  /** The peer that an address belongs to; one that is not configured is a peer of its own. */
  public PeerTag tagOf(InetAddress address) {
    return directory.tagOf(address);
  }

  /**
   * The same for an address that host names resolve to. What the configuration says of the address
   * itself goes first: a name service, which proves nothing, shall not lead the first messages of a
   * site astray.
   */
  public PeerTag tagOf(InetAddress address, Collection<String> names) {
    return directory.isConfigured(new PeerPoint.Address(address))
        ? directory.tagOf(address)
        : names.stream()
            .map(PeerPoint.HostName::new)
            .filter(directory::isConfigured)
            .findFirst()
            .map(directory::tagOf)
            .orElseGet(() -> directory.tagOf(address));
  }

  /** The peer that a crypto map entry belongs to. */
  public Optional<PeerTag> tagOf(String connection) {
    return Optional.ofNullable(tags.get(connection));
  }

  /** Crypto map entries that we can bring up ourselves, by their labels. */
  public List<String> connections() {
    return List.copyOf(tags.keySet());
  }

  /** The host names of peers and of keys, in lower case: what they resolve to is to be known. */
  public Set<String> hostNames() {
    return Set.copyOf(hostNames);
  }

  /** {@code ip host}, by the name in lower case. */
  public Map<String, List<InetAddress>> hosts() {
    return config.hosts();
  }

  /** Whether other names may be asked for. */
  public boolean domainLookup() {
    return config.domainLookup();
  }

  /**
   * The names that may say what key and which entries are for this address. One that the
   * configuration has itself is not to get another peer's by what a name service says, which others
   * may have a hand in: of its names count those of the same peer, and, if no key is for the
   * address, those that only keys are for.
   */
  private Collection<String> ownNames(
      InetAddress remote, InetAddress local, Collection<String> names) {
    if (names.isEmpty() || !directory.isConfigured(new PeerPoint.Address(remote))) {
      return names;
    }
    boolean hasKey = config.keyFor(remote, local).isPresent();
    return names.stream()
        .filter(name -> {
          PeerPoint point = new PeerPoint.HostName(name);
          return directory.isConfigured(point)
              ? directory.tagOf(point).equals(directory.tagOf(remote))
              : !hasKey;
        })
        .toList();
  }

  /** Whether a first message from {@code remote} would be answered at all. */
  public boolean knows(InetAddress remote, InetAddress local, Collection<String> names) {
    return addresses.key(remote, local, ownNames(remote, local, names)).isPresent();
  }

  /** The same for an address that no host name is known to stand for. */
  public boolean knows(InetAddress remote, InetAddress local) {
    return knows(remote, local, List.of());
  }

  /** The VRFs of a peer that talks to this address of ours. */
  public Vrfs vrfsOf(InetAddress remote, InetAddress local) {
    return config.vrfsOf(remote, local);
  }

  /** For the peer's machine; without connections for a peer that is not configured. */
  public PeerSettings settingsOf(PeerTag tag) {
    return new PeerSettings(
        connections.getOrDefault(tag, List.of()),
        new Book(tag),
        limits.ikePort(),
        limits.remoteIkePort(),
        limits.maxHalfOpen(),
        limits.patience().timings());
  }

  private final class Book implements PeerSettings.AddressBook {
    private final PeerTag tag;

    Book(PeerTag tag) {
      this.tag = tag;
    }

    @Override
    public Optional<SaSettings> find(InetAddress remote, InetAddress local) {
      return find(remote, local, List.of());
    }

    @Override
    public Optional<SaSettings> find(
        InetAddress remote, InetAddress local, Collection<String> names) {
      return addresses.find(
          remote,
          local,
          ownNames(remote, local, names),
          entropy -> spis.encode(tag, entropy.nextInt()));
    }

    @Override
    public Vrfs vrfs(InetAddress remote, InetAddress local) {
      return vrfsOf(remote, local);
    }

    @Override
    public int replayWindow(String label) {
      return replayWindows.getOrDefault(label, IpsecSettings.DEFAULT_REPLAY_WINDOW);
    }
  }

  private Optional<Connection> connection(CryptoMapEntry entry) {
    Map<PeerPoint, PeerRef> points = new LinkedHashMap<>();
    entry.peers().forEach(peer -> points.putIfAbsent(point(peer), peer));
    if (points.isEmpty()) {
      return Optional.empty();
    }
    return local(entry)
        .map(local ->
            new Connection(
                entry.label(), local, List.copyOf(points.values()), addresses.offersOf(entry)));
  }

  /** Of the family of its first address; IPv4 where it has names only, if we have that. */
  private Optional<InetAddress> local(CryptoMapEntry entry) {
    return entry.peers().stream()
        .filter(PeerRef.Address.class::isInstance)
        .findFirst()
        .map(peer -> ((PeerRef.Address) peer).address().getAddress().length == 16)
        .map(ipv6 -> local(entry, ipv6))
        .orElseGet(() -> local(entry, false).or(() -> local(entry, true)));
  }

  private Optional<InetAddress> local(CryptoMapEntry entry, boolean ipv6) {
    return config
        .localAddressOf(entry.map(), ipv6)
        .or(() ->
            limits.addresses().stream()
                .filter(address -> address.getAddress().length == (ipv6 ? 16 : 4))
                .findFirst());
  }

  private static PeerPoint point(PeerRef peer) {
    return switch (peer) {
      case PeerRef.Address(InetAddress address, _) -> new PeerPoint.Address(address);
      case PeerRef.HostName(String name, _, _) -> new PeerPoint.HostName(name);
    };
  }
}
