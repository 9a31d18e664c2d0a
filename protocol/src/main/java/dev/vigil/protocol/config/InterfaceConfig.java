package dev.vigil.protocol.config;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An interface, as far as a head-end has to do with it.
 *
 * @param name may be empty: a document's example has an interface without a name
 * @param kind what is written after the name: {@code point-to-point}, {@code type tunnel} …
 * @param addresses IPv4 first, its primary one before the others, then IPv6; else as entered
 * @param dynamicAddress the IPv4 address is learnt: {@code dhcp} or {@code negotiated}, with its
 *     options
 * @param vrf the VRF that it is in ({@code vrf forwarding}); empty: the global one
 * @param ipVrf said in the older form, {@code ip vrf forwarding}
 * @param unnumbered the interface whose IPv4 address this one uses
 * @param ezvpn the Easy VPN clients that this interface is inside or outside of
 */
public record InterfaceConfig(
    String name,
    Optional<String> kind,
    Optional<String> description,
    Optional<String> vrf,
    boolean ipVrf,
    List<Address> addresses,
    Optional<String> dynamicAddress,
    Optional<String> unnumbered,
    boolean shutdown,
    Optional<String> cryptoMap,
    Optional<String> ipv6CryptoMap,
    TunnelSettings tunnel,
    List<EzvpnSide> ezvpn) {
  public InterfaceConfig {
    addresses = addresses.stream().sorted(Comparator.comparingInt(Address::rank)).toList();
    ezvpn = List.copyOf(ezvpn);
  }

  /**
   * @param secondary not the address that we speak from
   */
  public record Address(IpPrefix prefix, boolean secondary, boolean linkLocal) {
    private int rank() {
      if (prefix.address().getAddress().length == 4) {
        return secondary ? 1 : 0;
      }
      return linkLocal ? 3 : 2;
    }
  }

  /**
   * @param client name of the Easy VPN client block
   */
  public record EzvpnSide(String client, boolean inside) {}

  public static InterfaceConfig named(String name) {
    return new Draft().build(name);
  }

  /** The address that we speak from to a peer of the given family; empty where there is none. */
  public Optional<InetAddress> primaryAddress(boolean ipv6) {
    return addresses.stream()
        .filter(a -> !a.secondary() && !a.linkLocal())
        .map(a -> a.prefix().address())
        .filter(a -> a.getAddress().length == (ipv6 ? 16 : 4))
        .findFirst();
  }

  /** A copy with some parts changed. */
  public InterfaceConfig with(Consumer<Draft> change) {
    Draft draft = new Draft();
    draft.kind = kind;
    draft.description = description;
    draft.vrf = vrf;
    draft.ipVrf = ipVrf;
    draft.addresses = addresses;
    draft.dynamicAddress = dynamicAddress;
    draft.unnumbered = unnumbered;
    draft.shutdown = shutdown;
    draft.cryptoMap = cryptoMap;
    draft.ipv6CryptoMap = ipv6CryptoMap;
    draft.tunnel = tunnel;
    draft.ezvpn = ezvpn;
    change.accept(draft);
    return draft.build(name);
  }

  /** The parts while they are being changed. */
  public static final class Draft {
    public Optional<String> kind = Optional.empty();
    public Optional<String> description = Optional.empty();
    public Optional<String> vrf = Optional.empty();
    public boolean ipVrf;
    public List<Address> addresses = List.of();
    public Optional<String> dynamicAddress = Optional.empty();
    public Optional<String> unnumbered = Optional.empty();
    public boolean shutdown;
    public Optional<String> cryptoMap = Optional.empty();
    public Optional<String> ipv6CryptoMap = Optional.empty();
    public TunnelSettings tunnel = TunnelSettings.NONE;
    public List<EzvpnSide> ezvpn = List.of();

    private InterfaceConfig build(String name) {
      return new InterfaceConfig(
          name,
          kind,
          description,
          vrf,
          ipVrf,
          addresses,
          dynamicAddress,
          unnumbered,
          shutdown,
          cryptoMap,
          ipv6CryptoMap,
          tunnel,
          ezvpn);
    }
  }
}
