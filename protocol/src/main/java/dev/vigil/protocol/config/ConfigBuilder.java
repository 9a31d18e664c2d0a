package dev.vigil.protocol.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * A head-end's configuration while it is being changed, line by line. Each part is replaced as a
 * whole; lists of parts keep the order in which they were first entered. Not for use by several
 * threads.
 */
public final class ConfigBuilder {
  public Optional<String> hostname = Optional.empty();

  /** What {@code enable} asks for; it goes before the password. */
  public Optional<HiddenSecret> enableSecret = Optional.empty();

  public Optional<HiddenSecret> enablePassword = Optional.empty();

  /** Names may be asked for from the machine's name servers. */
  public boolean domainLookup = true;

  public IsakmpSettings isakmp = IsakmpSettings.DEFAULTS;
  public IpsecSettings ipsec = IpsecSettings.DEFAULTS;
  public CallAdmission callAdmission = CallAdmission.UNLIMITED;

  /** By priority. */
  public final SequencedMap<Integer, IkePolicy> policies = new TreeMap<>();

  /** One key for each scope. */
  public final SequencedMap<PeerScope, PreSharedKey> preSharedKeys = new LinkedHashMap<>();

  public final SequencedMap<String, Vrf> vrfDefinitions = new LinkedHashMap<>();
  public final SequencedMap<String, Keyring> keyrings = new LinkedHashMap<>();
  public final SequencedMap<String, IsakmpProfile> isakmpProfiles = new LinkedHashMap<>();
  public final SequencedMap<InetAddress, IsakmpPeer> isakmpPeers = new LinkedHashMap<>();
  public final SequencedMap<String, ClientGroup> clientGroups = new LinkedHashMap<>();
  public final SequencedMap<String, TransformSet> transformSets = new LinkedHashMap<>();
  public final SequencedMap<String, IpsecProfile> ipsecProfiles = new LinkedHashMap<>();
  public final SequencedMap<String, EzvpnClient> ezvpnClients = new LinkedHashMap<>();
  public final SequencedMap<String, InterfaceConfig> interfaces = new LinkedHashMap<>();
  public final SequencedMap<String, AddressPool> addressPools = new LinkedHashMap<>();

  /**
   * {@code ip host}: addresses by host name in lower case, in the order in which they are tried.
   */
  public final SequencedMap<String, List<InetAddress>> hosts = new LinkedHashMap<>();

  /** Without their entries, which are in {@link #mapEntries}. */
  public final SequencedMap<String, CryptoMap> cryptoMaps = new LinkedHashMap<>();

  /** By map and sequence number. */
  public final SequencedMap<String, SequencedMap<Integer, CryptoMapEntry>> mapEntries =
      new LinkedHashMap<>();

  /** By dynamic map and sequence number. */
  public final SequencedMap<String, SequencedMap<Integer, CryptoMapEntry>> dynamicEntries =
      new LinkedHashMap<>();

  /** Without their entries, which are in {@link #accessEntries}. */
  public final SequencedMap<String, AccessList> accessLists = new LinkedHashMap<>();

  public final SequencedMap<String, List<AccessEntry>> accessEntries = new LinkedHashMap<>();

  public ConfigBuilder() {}

  /** Starts from {@code config}. */
  public ConfigBuilder(HeadEndConfig config) {
    hostname = config.hostname();
    enableSecret = config.enableSecret();
    enablePassword = config.enablePassword();
    domainLookup = config.domainLookup();
    isakmp = config.isakmp();
    ipsec = config.ipsec();
    callAdmission = config.callAdmission();
    config.policies().forEach(policy -> policies.put(policy.priority(), policy));
    config.preSharedKeys().forEach(key -> preSharedKeys.put(key.scope(), key));
    vrfDefinitions.putAll(config.vrfDefinitions());
    keyrings.putAll(config.keyrings());
    isakmpProfiles.putAll(config.isakmpProfiles());
    isakmpPeers.putAll(config.isakmpPeers());
    clientGroups.putAll(config.clientGroups());
    transformSets.putAll(config.transformSets());
    ipsecProfiles.putAll(config.ipsecProfiles());
    ezvpnClients.putAll(config.ezvpnClients());
    interfaces.putAll(config.interfaces());
    addressPools.putAll(config.addressPools());
    hosts.putAll(config.hosts());
    for (CryptoMap map : config.cryptoMaps().values()) {
      putMap(map);
    }
    for (DynamicMap map : config.dynamicMaps().values()) {
      dynamicEntries.put(map.name(), bySequence(map.entries()));
    }
    for (AccessList list : config.accessLists().values()) {
      putAccessList(list);
    }
  }

  /** The map of that name, made if there was none. */
  public CryptoMap map(String name) {
    CryptoMap map = cryptoMaps.get(name);
    if (map == null) {
      map =
          new CryptoMap(
              name, false, Optional.empty(), ClientAccess.NONE, Optional.empty(), List.of());
      putMap(map);
    }
    return map;
  }

  /** Adds or replaces a map with its entries. */
  public ConfigBuilder putMap(CryptoMap map) {
    cryptoMaps.put(map.name(), map);
    mapEntries.put(map.name(), bySequence(map.entries()));
    return this;
  }

  /** Changes what a map says beside its entries. */
  public ConfigBuilder putMapHeader(CryptoMap map) {
    cryptoMaps.put(map.name(), map);
    return this;
  }

  /** Adds or replaces an entry of a map, or of a dynamic map where {@code dynamic}. */
  public ConfigBuilder putEntry(CryptoMapEntry entry, boolean dynamic) {
    if (dynamic) {
      dynamicEntries
          .computeIfAbsent(entry.map(), _ -> new TreeMap<>())
          .put(entry.sequence(), entry);
    } else {
      map(entry.map());
      mapEntries.computeIfAbsent(entry.map(), _ -> new TreeMap<>()).put(entry.sequence(), entry);
    }
    return this;
  }

  /** Adds or replaces an access-list with its entries. */
  public ConfigBuilder putAccessList(AccessList list) {
    accessLists.put(list.name(), list);
    accessEntries.put(list.name(), new ArrayList<>(list.entries()));
    return this;
  }

  public HeadEndConfig build() {
    return new HeadEndConfig(this);
  }

  SequencedMap<String, CryptoMap> builtMaps() {
    SequencedMap<String, CryptoMap> built = new LinkedHashMap<>();
    cryptoMaps.forEach((name, map) ->
        built.put(
            name,
            new CryptoMap(
                name,
                map.ipv6(),
                map.localInterface(),
                map.client(),
                map.isakmpProfile(),
                List.copyOf(mapEntries.getOrDefault(name, new TreeMap<>()).values()))));
    return Collections.unmodifiableSequencedMap(built);
  }

  SequencedMap<String, DynamicMap> builtDynamicMaps() {
    SequencedMap<String, DynamicMap> built = new LinkedHashMap<>();
    dynamicEntries.forEach(
        (name, entries) -> built.put(name, new DynamicMap(name, List.copyOf(entries.values()))));
    return Collections.unmodifiableSequencedMap(built);
  }

  SequencedMap<String, AccessList> builtAccessLists() {
    SequencedMap<String, AccessList> built = new LinkedHashMap<>();
    accessLists.forEach((name, list) ->
        built.put(
            name, new AccessList(name, list.ipv6(), accessEntries.getOrDefault(name, List.of()))));
    return Collections.unmodifiableSequencedMap(built);
  }

  static <K, V> Map<K, V> frozen(SequencedMap<K, V> map) {
    return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(map));
  }

  private static SequencedMap<Integer, CryptoMapEntry> bySequence(List<CryptoMapEntry> entries) {
    SequencedMap<Integer, CryptoMapEntry> sorted = new TreeMap<>();
    entries.forEach(entry -> sorted.put(entry.sequence(), entry));
    return sorted;
  }
}
