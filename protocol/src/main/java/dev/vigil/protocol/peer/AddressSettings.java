package dev.vigil.protocol.peer;

import dev.vigil.protocol.config.Authentication;
import dev.vigil.protocol.config.CryptoMapEntry;
import dev.vigil.protocol.config.EspTransform;
import dev.vigil.protocol.config.Flow;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.IkePolicy;
import dev.vigil.protocol.config.IsakmpProfile;
import dev.vigil.protocol.config.Keepalive;
import dev.vigil.protocol.config.OwnIdentity;
import dev.vigil.protocol.config.PreSharedKey;
import dev.vigil.protocol.config.TrafficSelector;
import dev.vigil.protocol.config.TransformSet;
import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.dpd.DpdSettings;
import dev.vigil.protocol.phase1.NatSettings;
import dev.vigil.protocol.phase1.Phase1Settings;
import dev.vigil.protocol.quickmode.ChildOffer;
import dev.vigil.protocol.quickmode.SpiSource;
import dev.vigil.protocol.sa.SaSettings;
import dev.vigil.protocol.wire.IdType;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the configuration says about one address of a peer. */
final class AddressSettings {
  private final HeadEndConfig config;
  private final NodeLimits limits;
  private final List<IkePolicy> policies;
  private final NatSettings nat;

  /** Whether there is any VRF but the global one. */
  private final boolean separated;

  private final Set<CryptoMapEntry> templates = Collections.newSetFromMap(new IdentityHashMap<>());
  private final IdentityHashMap<CryptoMapEntry, List<ChildOffer>> offers = new IdentityHashMap<>();

  AddressSettings(HeadEndConfig config, NodeLimits limits) {
    this.config = config;
    this.limits = limits;
    this.separated = config.interfaces().values().stream().anyMatch(i -> i.vrf().isPresent());
    this.policies = config.policies().stream().filter(this::allowed).toList();
    this.nat =
        new NatSettings(
            config.ipsec().udpEncapsulation(),
            limits.claimNat(),
            limits.natPort(),
            limits.remoteNatPort(),
            config.isakmp().natKeepalive().orElse(NatSettings.DEFAULT.keepalive()));
    config.dynamicMaps().values().forEach(map -> templates.addAll(map.entries()));
    config.staticEntries().forEach(entry -> offers.put(entry, compute(entry)));
    templates.forEach(entry -> offers.put(entry, compute(entry)));
  }

  private boolean allowed(IkePolicy policy) {
    return policy.authentication() == Authentication.PRE_SHARE
        && allowed(Optional.of(policy.encryption()))
        && (limits.allowGroup24() || policy.group() != DhGroup.MODP_2048_256);
  }

  private boolean allowed(Optional<EncryptionAlgorithm> encryption) {
    return limits.allowDes() || !encryption.equals(Optional.of(EncryptionAlgorithm.DES_CBC));
  }

  /** Empty where no pre-shared key is for that address, or nothing may be negotiated with it. */
  Optional<SaSettings> find(
      InetAddress remote, InetAddress local, Collection<String> names, SpiSource spis) {
    return key(remote, local, names).map(key -> settings(key, remote, local, names, spis));
  }

  /**
   * A key for one of its host names names the peer itself, as a network's key seldom does.
   *
   * @param names in lower case, of which it is known that they resolve to {@code remote}
   */
  Optional<PreSharedKey> key(InetAddress remote, InetAddress local, Collection<String> names) {
    if (!config.isakmp().enabled() || policies.isEmpty()) {
      return Optional.empty();
    }
    return names.stream()
        .flatMap(name -> config.keyForHost(name, local).stream())
        .findFirst()
        .or(() -> config.keyFor(remote, local));
  }

  private SaSettings settings(
      PreSharedKey key,
      InetAddress remote,
      InetAddress local,
      Collection<String> names,
      SpiSource spis) {
    Phase1Settings phase1 =
        new Phase1Settings(
            policies,
            key.secret(),
            identity(remote, local),
            limits.liveness().protocols(),
            nat,
            limits.patience().retransmission(),
            Phase1Settings.HALF_OPEN_LIFETIME,
            false);
    return new SaSettings(
        phase1,
        config.keepaliveFor(remote, local).map(this::dpd),
        offers(remote, local, names),
        spis);
  }

  private DpdSettings dpd(Keepalive keepalive) {
    return DpdSettings.of(
        keepalive, limits.liveness().espIsProofOfLife(), limits.liveness().everyNumber());
  }

  /** A name that is not known leaves the address, which every peer accepts. */
  private Payload.Identification identity(InetAddress remote, InetAddress local) {
    OwnIdentity own =
        config
            .profileFor(remote, local)
            .flatMap(IsakmpProfile::selfIdentity)
            .orElseGet(() -> config.isakmp().identity());
    return switch (own) {
      case OwnIdentity.LocalAddress(), OwnIdentity.DistinguishedName() -> address(local);
      case OwnIdentity.Fixed(InetAddress fixed) -> address(fixed);
      case OwnIdentity.HostName() ->
          config.hostname().map(name -> name(IdType.FQDN, name)).orElseGet(() -> address(local));
      case OwnIdentity.Fqdn(String name) -> name(IdType.FQDN, name);
      case OwnIdentity.UserFqdn(String name) -> name(IdType.USER_FQDN, name);
    };
  }

  private static Payload.Identification address(InetAddress address) {
    int type = address instanceof Inet4Address ? IdType.IPV4_ADDR : IdType.IPV6_ADDR;
    return new Payload.Identification(type, 0, 0, Octets.of(address.getAddress()));
  }

  private static Payload.Identification name(int type, String name) {
    return new Payload.Identification(type, 0, 0, Octets.of(name.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * The router refuses Quick Mode without an entry that lists the peer or a template for anyone.
   */
  private List<ChildOffer> offers(InetAddress remote, InetAddress local, Collection<String> names) {
    return config.entriesFor(remote, names).stream()
        .filter(entry -> isReachedFrom(local, entry))
        .flatMap(entry -> offersOf(entry).stream())
        .toList();
  }

  /** In another VRF the peer's address is another host's. */
  private boolean isReachedFrom(InetAddress local, CryptoMapEntry entry) {
    return !separated
        || config
            .localAddressOf(entry.map(), local.getAddress().length == 16)
            .map(own -> config.frontVrfOf(own).equals(config.frontVrfOf(local)))
            .orElse(true);
  }

  /** What an entry protects: the same objects for all peers and SAs. */
  List<ChildOffer> offersOf(CryptoMapEntry entry) {
    List<ChildOffer> known = offers.get(entry);
    return known != null ? known : compute(entry);
  }

  private List<ChildOffer> compute(CryptoMapEntry entry) {
    List<Flow> flows = config.flowsOf(entry);
    if (flows.isEmpty() && entry.accessList().isEmpty() && templates.contains(entry)) {
      flows = List.of(anything(4), anything(16));
    }
    return flows.stream().flatMap(flow -> offer(entry, flow).stream()).toList();
  }

  /** A dynamic map's entry without access-list takes whatever flow its peer names. */
  private static Flow anything(int addressBytes) {
    try {
      InetAddress zero = InetAddress.getByAddress(new byte[addressBytes]);
      TrafficSelector any = TrafficSelector.network(zero, 0);
      return new Flow(any, any);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }

  /** Empty where the entry names no protection that may be used. */
  private Optional<ChildOffer> offer(CryptoMapEntry entry, Flow flow) {
    List<EspTransform> transforms =
        config.transformSetsOf(entry).stream()
            .map(TransformSet::transform)
            .filter(transform -> allowed(transform.encryption()))
            .toList();
    boolean refused =
        !limits.allowGroup24() && entry.pfs().equals(Optional.of(DhGroup.MODP_2048_256));
    return transforms.isEmpty() || refused
        ? Optional.empty()
        : Optional.of(
            new ChildOffer(
                entry.label(),
                flow.local(),
                flow.remote(),
                transforms,
                entry.pfs(),
                config.lifetimeOf(entry)));
  }
}
