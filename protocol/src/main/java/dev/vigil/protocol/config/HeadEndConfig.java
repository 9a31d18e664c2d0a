package dev.vigil.protocol.config;

import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that a head-end is configured to do. Immutable; made by {@link ConfigBuilder}. Two are equal
 * when they say the same; the order of keyrings, profiles and interfaces counts, for it decides.
 *
 * <p>The look-ups by a peer's address are hash look-ups and serve handshakes of any number of
 * configured peers.
 */
public final class HeadEndConfig {
  private final Optional<String> hostname;
  private final Optional<HiddenSecret> enableSecret;
  private final Optional<HiddenSecret> enablePassword;
  private final boolean domainLookup;
  private final IsakmpSettings isakmp;
  private final IpsecSettings ipsec;
  private final CallAdmission callAdmission;
  private final List<IkePolicy> policies;
  private final List<PreSharedKey> preSharedKeys;
  private final Map<String, Vrf> vrfDefinitions;
  private final Map<String, Keyring> keyrings;
  private final Map<String, IsakmpProfile> isakmpProfiles;
  private final Map<InetAddress, IsakmpPeer> isakmpPeers;
  private final Map<String, ClientGroup> clientGroups;
  private final Map<String, TransformSet> transformSets;
  private final Map<String, IpsecProfile> ipsecProfiles;
  private final Map<String, EzvpnClient> ezvpnClients;
  private final Map<String, CryptoMap> cryptoMaps;
  private final Map<String, DynamicMap> dynamicMaps;
  private final Map<String, InterfaceConfig> interfaces;
  private final Map<String, AccessList> accessLists;
  private final Map<String, AddressPool> addressPools;
  private final Map<String, List<InetAddress>> hosts;
  private final Map<InetAddress, String> vrfs = new HashMap<>();
  private final KeyIndex keys;
  private final EntryIndex entries;

  HeadEndConfig(ConfigBuilder from) {
    hostname = from.hostname;
    enableSecret = from.enableSecret;
    enablePassword = from.enablePassword;
    domainLookup = from.domainLookup;
    isakmp = from.isakmp;
    ipsec = from.ipsec;
    callAdmission = from.callAdmission;
    policies = List.copyOf(from.policies.values());
    preSharedKeys = List.copyOf(from.preSharedKeys.values());
    vrfDefinitions = ConfigBuilder.frozen(from.vrfDefinitions);
    keyrings = ConfigBuilder.frozen(from.keyrings);
    isakmpProfiles = ConfigBuilder.frozen(from.isakmpProfiles);
    isakmpPeers = ConfigBuilder.frozen(from.isakmpPeers);
    clientGroups = ConfigBuilder.frozen(from.clientGroups);
    transformSets = ConfigBuilder.frozen(from.transformSets);
    ipsecProfiles = ConfigBuilder.frozen(from.ipsecProfiles);
    ezvpnClients = ConfigBuilder.frozen(from.ezvpnClients);
    cryptoMaps = from.builtMaps();
    dynamicMaps = from.builtDynamicMaps();
    interfaces = ConfigBuilder.frozen(from.interfaces);
    accessLists = from.builtAccessLists();
    addressPools = ConfigBuilder.frozen(from.addressPools);
    hosts = ConfigBuilder.frozen(from.hosts);
    for (InterfaceConfig each : interfaces.values()) {
      each.vrf()
          .ifPresent(vrf -> each.addresses().forEach(a -> vrfs.put(a.prefix().address(), vrf)));
    }
    keys = KeyIndex.of(this);
    entries = EntryIndex.of(this);
  }

  public static HeadEndConfig empty() {
    return new ConfigBuilder().build();
  }

  public Optional<String> hostname() {
    return hostname;
  }

  /** What {@code enable} asks for, before {@link #enablePassword}. */
  public Optional<HiddenSecret> enableSecret() {
    return enableSecret;
  }

  /** What {@code enable} asks for where there is no {@link #enableSecret}. */
  public Optional<HiddenSecret> enablePassword() {
    return enablePassword;
  }

  /** Whether the machine's name servers may be asked; {@link #hosts} are known without them. */
  public boolean domainLookup() {
    return domainLookup;
  }

  /** Those that are defined; what is in a VRF may name another one. */
  public Map<String, Vrf> vrfDefinitions() {
    return vrfDefinitions;
  }

  public IsakmpSettings isakmp() {
    return isakmp;
  }

  public IpsecSettings ipsec() {
    return ipsec;
  }

  public CallAdmission callAdmission() {
    return callAdmission;
  }

  /** The preferred, that is the lowest priority number, first. */
  public List<IkePolicy> policies() {
    return policies;
  }

  /** Those outside of keyrings. */
  public List<PreSharedKey> preSharedKeys() {
    return preSharedKeys;
  }

  public Map<String, Keyring> keyrings() {
    return keyrings;
  }

  public Map<String, IsakmpProfile> isakmpProfiles() {
    return isakmpProfiles;
  }

  public Map<InetAddress, IsakmpPeer> isakmpPeers() {
    return isakmpPeers;
  }

  public Map<String, ClientGroup> clientGroups() {
    return clientGroups;
  }

  public Map<String, TransformSet> transformSets() {
    return transformSets;
  }

  public Map<String, IpsecProfile> ipsecProfiles() {
    return ipsecProfiles;
  }

  public Map<String, EzvpnClient> ezvpnClients() {
    return ezvpnClients;
  }

  public Map<String, CryptoMap> cryptoMaps() {
    return cryptoMaps;
  }

  public Map<String, DynamicMap> dynamicMaps() {
    return dynamicMaps;
  }

  public Map<String, InterfaceConfig> interfaces() {
    return interfaces;
  }

  public Map<String, AccessList> accessLists() {
    return accessLists;
  }

  public Map<String, AddressPool> addressPools() {
    return addressPools;
  }

  /**
   * {@code ip host}: what host names (in lower case) stand for, before any name service is asked.
   */
  public Map<String, List<InetAddress>> hosts() {
    return hosts;
  }

  /**
   * The pre-shared key for the peer at {@code peer}, whatever address of ours it talks to: of all
   * that fit the one with the longest prefix; among equals a key outside of keyrings, then the
   * first keyring's.
   */
  public Optional<PreSharedKey> keyFor(InetAddress peer) {
    return keys.find(peer);
  }

  /**
   * As {@link #keyFor(InetAddress)}, without the keyrings that are for another address of ours. A
   * keyring with a VRF serves those alone who come in through an interface in that VRF; all other
   * keys serve the global routing table: the same address may be another host in each VRF.
   */
  public Optional<PreSharedKey> keyFor(InetAddress peer, InetAddress local) {
    return keys.find(peer, local, frontVrfOf(local));
  }

  /** The key that was configured for this host name, without regard to case. */
  public Optional<PreSharedKey> keyForHost(String name) {
    return keys.findHost(name);
  }

  /** As {@link #keyForHost(String)}, for a peer that talks to this address of ours. */
  public Optional<PreSharedKey> keyForHost(String name, InetAddress local) {
    return keys.findHost(name, local, frontVrfOf(local));
  }

  /** Host names that keys are for, in lower case. */
  public Set<String> hostsWithKeys() {
    return keys.hostNames();
  }

  /**
   * The crypto map entries that serve the peer at {@code peer}: those that list it, the templates
   * of dynamic maps that would take it, and one entry of map {@code <interface>-head-0}, sequence
   * 65536, for each protected tunnel interface to it. By map and sequence number, dynamic ones
   * last.
   */
  public List<CryptoMapEntry> entriesFor(InetAddress peer) {
    return entries.find(peer, List.of());
  }

  /**
   * The same with the entries that list one of the peer's host names.
   *
   * @param names in lower case
   */
  public List<CryptoMapEntry> entriesFor(InetAddress peer, Collection<String> names) {
    return entries.find(peer, names);
  }

  /** Every crypto map entry that has peers of its own, and the tunnel interfaces' entries. */
  public List<CryptoMapEntry> staticEntries() {
    return entries.all();
  }

  /** Every peer that is configured by its address, once, in the order of configuration. */
  public List<InetAddress> configuredPeers() {
    return entries.peers();
  }

  /** What an entry protects. Empty: it is incomplete, and serves nothing. */
  public List<Flow> flowsOf(CryptoMapEntry entry) {
    return entries
        .tunnelFlows(entry)
        .orElseGet(() ->
            entry.accessList().map(accessLists::get).map(AccessList::flows).orElse(List.of()));
  }

  /** The transform sets that an entry names and that exist, best first. */
  public List<TransformSet> transformSetsOf(CryptoMapEntry entry) {
    return entry.transformSets().stream()
        .flatMap(name -> Stream.ofNullable(transformSets.get(name)))
        .toList();
  }

  /** An entry's own lifetime, the node's for what it does not say. */
  public ChildLifetime lifetimeOf(CryptoMapEntry entry) {
    return new ChildLifetime(
        entry.lifetime().time().or(() -> ipsec.lifetime().time()).orElse(SaLifetime.DEFAULT_TIME),
        entry
            .lifetime()
            .kilobytes()
            .or(() -> ipsec.lifetime().kilobytes())
            .orElse(SaLifetime.DEFAULT_KILOBYTES));
  }

  /** The ISAKMP profile that claims a peer by its address: the longest prefix, then the first. */
  public Optional<IsakmpProfile> profileFor(InetAddress peer) {
    return keys.profile(peer, _ -> true);
  }

  /** The profile that claims a peer which talks to this address of ours. */
  public Optional<IsakmpProfile> profileFor(InetAddress peer, InetAddress local) {
    return keys.profile(peer, frontVrfOf(local)::equals);
  }

  /** The VRF of the interface that has this address of ours; empty: the global one. */
  public Optional<String> frontVrfOf(InetAddress local) {
    return Optional.ofNullable(vrfs.get(local));
  }

  /** The VRFs of a peer that talks to this address of ours. */
  public Vrfs vrfsOf(InetAddress peer, InetAddress local) {
    Optional<String> front = frontVrfOf(local);
    Optional<String> inside =
        profileFor(peer, local)
            .flatMap(IsakmpProfile::vrf)
            .or(() -> entries.tunnelTo(peer).flatMap(InterfaceConfig::vrf))
            .or(() -> front);
    return new Vrfs(front, inside);
  }

  /** Its profile's keepalive, else the node's; empty: the peer is not asked. */
  public Optional<Keepalive> keepaliveFor(InetAddress peer) {
    return profileFor(peer).flatMap(IsakmpProfile::keepalive).or(isakmp::keepalive);
  }

  /** The same for a peer that talks to this address of ours. */
  public Optional<Keepalive> keepaliveFor(InetAddress peer, InetAddress local) {
    return profileFor(peer, local).flatMap(IsakmpProfile::keepalive).or(isakmp::keepalive);
  }

  /**
   * The address that entries of the crypto map (or tunnel) {@code map} speak from: of its {@code
   * local-address} interface, else of the first interface that it is applied to.
   */
  public Optional<InetAddress> localAddressOf(String map, boolean ipv6) {
    return entries.localAddress(map, ipv6);
  }

  /** The interfaces that {@code map} is applied to. */
  public List<InterfaceConfig> interfacesOf(String map) {
    Optional<String> name = Optional.of(map);
    return interfaces.values().stream()
        .filter(i -> i.cryptoMap().equals(name) || i.ipv6CryptoMap().equals(name))
        .toList();
  }

  /** The address that {@code endpoint} means, where it is known. */
  public Optional<InetAddress> addressOf(LocalEndpoint endpoint, boolean ipv6) {
    return switch (endpoint) {
      case LocalEndpoint.Address(InetAddress address) -> Optional.of(address);
      case LocalEndpoint.OfInterface(String name) ->
          Optional.ofNullable(interfaces.get(name))
              .flatMap(i -> i.primaryAddress(ipv6).or(() -> borrowed(i, ipv6)));
    };
  }

  private Optional<InetAddress> borrowed(InterfaceConfig from, boolean ipv6) {
    return from.unnumbered().map(interfaces::get).flatMap(lender -> lender.primaryAddress(ipv6));
  }

  /** What equality is about. Names are in order where the order decides which is taken. */
  private List<Object> parts() {
    return List.of(
        hostname,
        enableSecret,
        enablePassword,
        domainLookup,
        isakmp,
        ipsec,
        callAdmission,
        policies,
        preSharedKeys,
        List.copyOf(keyrings.values()),
        List.copyOf(isakmpProfiles.values()),
        List.copyOf(interfaces.values()),
        isakmpPeers,
        clientGroups,
        transformSets,
        ipsecProfiles,
        ezvpnClients,
        cryptoMaps,
        dynamicMaps,
        accessLists,
        addressPools,
        vrfDefinitions,
        hosts);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HeadEndConfig that && parts().equals(that.parts());
  }

  @Override
  public int hashCode() {
    return parts().hashCode();
  }

  @Override
  public String toString() {
    return Stream.of(
            count("policies", policies.size()),
            count("keys", preSharedKeys.size()),
            count("crypto maps", cryptoMaps.size()),
            count("interfaces", interfaces.size()))
        .collect(Collectors.joining(", ", "HeadEndConfig[", "]"));
  }

  private static String count(String what, int number) {
    return number + " " + what;
  }

  /** The same with some parts changed. */
  public HeadEndConfig with(Function<ConfigBuilder, ConfigBuilder> change) {
    return change.apply(new ConfigBuilder(this)).build();
  }
}
