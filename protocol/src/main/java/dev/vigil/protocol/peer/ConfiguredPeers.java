package dev.vigil.protocol.peer;

import dev.vigil.protocol.config.CryptoMapEntry;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.PeerRef;
import dev.vigil.protocol.cookie.PeerDirectory;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.cookie.SpiCodec;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.sa.SaSettings;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration seen peer by peer. Made once for each configuration, alike on every node; safe
 * for use by several threads.
 */
public final class ConfiguredPeers {
  private final NodeLimits limits;
  private final SpiCodec spis;
  private final PeerDirectory directory;
  private final AddressSettings addresses;
  private final Map<PeerTag, List<Connection>> connections = new HashMap<>();
  private final Map<String, PeerTag> tags = new HashMap<>();

  /**
   * @param clusterSecret the same on all nodes, at least 16 bytes
   * @throws IllegalArgumentException if it is shorter
   */
  public ConfiguredPeers(
      HeadEndConfig config, NodeLimits limits, Secret clusterSecret, SpiCodec spis) {
    this.limits = limits;
    this.spis = spis;
    this.addresses = new AddressSettings(config, limits);
    List<CryptoMapEntry> entries = config.staticEntries();
    this.directory =
        PeerDirectory.of(clusterSecret, entries.stream().map(ConfiguredPeers::addresses).toList());
    for (CryptoMapEntry entry : entries) {
      connection(config, entry).ifPresent(this::add);
    }
  }

  private void add(Connection connection) {
    PeerTag tag = directory.tagOf(address(connection.peers().getFirst()).orElseThrow());
    connections.computeIfAbsent(tag, _ -> new ArrayList<>()).add(connection);
    tags.put(connection.label(), tag);
  }

  /** The peer that an address belongs to; one that is not configured is a peer of its own. */
  public PeerTag tagOf(InetAddress address) {
    return directory.tagOf(address);
  }

  /** The peer that a crypto map entry belongs to. */
  public Optional<PeerTag> tagOf(String connection) {
    return Optional.ofNullable(tags.get(connection));
  }

  /** Crypto map entries that we can bring up ourselves, by their labels. */
  public List<String> connections() {
    return List.copyOf(tags.keySet());
  }

  /** Whether a first message from {@code remote} would be answered at all. */
  public boolean knows(InetAddress remote, InetAddress local) {
    return addresses.find(remote, local, _ -> 0).isPresent();
  }

  /** For the peer's machine; without connections for a peer that is not configured. */
  public PeerSettings settingsOf(PeerTag tag) {
    return new PeerSettings(
        connections.getOrDefault(tag, List.of()),
        (remote, local) -> find(tag, remote, local),
        limits.ikePort(),
        limits.remoteIkePort(),
        limits.maxHalfOpen(),
        limits.patience().timings());
  }

  private Optional<SaSettings> find(PeerTag tag, InetAddress remote, InetAddress local) {
    return addresses.find(remote, local, entropy -> spis.encode(tag, entropy.nextInt()));
  }

  private Optional<Connection> connection(HeadEndConfig config, CryptoMapEntry entry) {
    List<InetAddress> peers = addresses(entry);
    if (peers.isEmpty()) {
      return Optional.empty();
    }
    boolean ipv6 = peers.getFirst().getAddress().length == 16;
    return config
        .localAddressOf(entry.map(), ipv6)
        .or(() -> own(ipv6))
        .map(local ->
            new Connection(entry.label(), local, points(entry), addresses.offersOf(entry)));
  }

  private Optional<InetAddress> own(boolean ipv6) {
    return limits.addresses().stream()
        .filter(address -> address.getAddress().length == (ipv6 ? 16 : 4))
        .findFirst();
  }

  private static List<InetAddress> addresses(CryptoMapEntry entry) {
    return points(entry).stream().flatMap(peer -> address(peer).stream()).toList();
  }

  /** Host names are left to who can resolve them: they stand for no address here. */
  private static List<PeerRef> points(CryptoMapEntry entry) {
    Map<InetAddress, PeerRef> points = new LinkedHashMap<>();
    for (PeerRef peer : entry.peers()) {
      address(peer).ifPresent(address -> points.putIfAbsent(address, peer));
    }
    return List.copyOf(points.values());
  }

  private static Optional<InetAddress> address(PeerRef peer) {
    return peer instanceof PeerRef.Address(InetAddress address, _)
        ? Optional.of(address)
        : Optional.empty();
  }
}
