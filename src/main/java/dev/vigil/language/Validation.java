package dev.vigil.language;

import static dev.vigil.language.Finding.error;
import static dev.vigil.language.Finding.warning;

import dev.vigil.protocol.config.CryptoMap;
import dev.vigil.protocol.config.CryptoMapEntry;
import dev.vigil.protocol.config.DynamicMap;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.IkePolicy;
import dev.vigil.protocol.config.InterfaceConfig;
import dev.vigil.protocol.config.IpsecProfile;
import dev.vigil.protocol.config.IsakmpProfile;
import dev.vigil.protocol.config.Keyring;
import dev.vigil.protocol.config.PeerRef;
import dev.vigil.protocol.config.TransformSet;
import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.settings.NodeSettings.InsecureAlgorithm;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a configuration says that cannot be honoured, or that its author may not have meant. Names
 * without anything behind them are told in the router's own words and are no errors, as they are
 * none on the router.
 */
final class Validation {
  private static final String INSECURE = " is refused: the node's settings do not allow it.";
  private static final String WEAK = " is weak: use it only for peers that know nothing better.";

  private static final String NO_CERTIFICATES =
      "Authentication rsa-sig needs certificates, which this release does not have:"
          + " no peer can use this policy. Say authentication pre-share.";

  private final HeadEndConfig config;
  private final Set<InsecureAlgorithm> allowed;
  private final List<Finding> findings = new ArrayList<>();

  private Validation(HeadEndConfig config, Set<InsecureAlgorithm> allowed) {
    this.config = config;
    this.allowed = allowed;
  }

  /**
   * @param allowed what is let through with a warning; policies that nobody can be authenticated by
   *     are, too, where anything is
   */
  static List<Finding> of(HeadEndConfig config, Set<InsecureAlgorithm> allowed) {
    Validation validation = new Validation(config, allowed);
    validation.node();
    config.policies().forEach(validation::policy);
    config.keyrings().values().forEach(validation::keyring);
    config.isakmpProfiles().values().forEach(validation::profile);
    config.transformSets().values().forEach(validation::transformSet);
    config.ipsecProfiles().values().forEach(validation::ipsecProfile);
    config.dynamicMaps().values().forEach(validation::dynamicMap);
    config.cryptoMaps().values().forEach(validation::cryptoMap);
    config.interfaces().values().forEach(validation::interfaceLines);
    return List.copyOf(validation.findings);
  }

  private void node() {
    if (!config.isakmp().enabled()) {
      findings.add(warning("ISAKMP is disabled: no peer can connect.", "crypto isakmp enable"));
    }
    if (config.enablePassword().filter(p -> p.form() == 6).isPresent()) {
      findings.add(
          warning(
              "This password is encrypted (type 6) and only the router that wrote it can read it:"
                  + " nobody knows it here.",
              "enable password"));
    }
    boolean needed = !config.staticEntries().isEmpty() || !config.preSharedKeys().isEmpty();
    if (needed && config.policies().isEmpty()) {
      findings.add(warning("No ISAKMP policy is configured: no peer can connect."));
    }
  }

  private void policy(IkePolicy policy) {
    String header = "crypto isakmp policy " + policy.priority();
    cipher(policy.encryption(), header, "encr");
    if (policy.hash() == HashAlgorithm.MD5) {
      findings.add(warning("Hash md5" + WEAK, header, "hash"));
    }
    switch (policy.authentication()) {
      case PRE_SHARE -> {}
      case RSA_SIG ->
          findings.add(
              allowed.isEmpty()
                  ? error(NO_CERTIFICATES, header, "authentication")
                  : warning(NO_CERTIFICATES, header, "authentication"));
      case RSA_ENCR ->
          findings.add(error("Authentication rsa-encr is not offered.", header, "authentication"));
    }
    group(policy.group(), "Group ", header, "group");
  }

  private void insecure(boolean let, String what, String... path) {
    findings.add(
        let
            ? warning(what + " is let through by the node's settings.", path)
            : error(what + INSECURE, path));
  }

  private void cipher(EncryptionAlgorithm cipher, String... path) {
    switch (cipher) {
      case DES_CBC -> insecure(allowed.contains(InsecureAlgorithm.DES), "Encryption des", path);
      case TRIPLE_DES_CBC -> findings.add(warning("Encryption 3des" + WEAK, path));
      case AES_CBC_128, AES_CBC_192, AES_CBC_256 -> {}
    }
  }

  private void group(DhGroup group, String what, String... path) {
    switch (group) {
      case MODP_2048_256 ->
          insecure(allowed.contains(InsecureAlgorithm.GROUP24), what + group.number(), path);
      case MODP_768, MODP_1024, MODP_1536 ->
          findings.add(warning(what + group.number() + WEAK, path));
      case MODP_2048, MODP_3072, MODP_4096, ECP_256, ECP_384, ECP_521 -> {}
    }
  }

  private void keyring(Keyring keyring) {
    keyring.vrf().ifPresent(vrf -> vrf(vrf, "crypto keyring " + keyring.name()));
  }

  private void vrf(String name, String... path) {
    if (!config.vrfDefinitions().containsKey(name)) {
      findings.add(warning("VRF " + name + " does not exist.", path));
    }
  }

  private void profile(IsakmpProfile profile) {
    String header = "crypto isakmp profile " + profile.name();
    profile.vrf().ifPresent(vrf -> vrf(vrf, header, "vrf"));
    for (String keyring : profile.keyrings()) {
      if (!config.keyrings().containsKey(keyring)) {
        findings.add(warning("Keyring " + keyring + " does not exist.", header, "keyring"));
      }
    }
  }

  private void transformSet(TransformSet set) {
    String header = "crypto ipsec transform-set " + set.name();
    Optional<EncryptionAlgorithm> cipher = set.transform().encryption();
    if (cipher.isPresent()) {
      cipher(cipher.get(), header);
    } else {
      findings.add(warning("esp-null does not encrypt.", header));
    }
    Optional<HashAlgorithm> hmac = set.transform().authentication();
    if (hmac.isEmpty()) {
      findings.add(warning("Without an HMAC packets can be forged.", header));
    } else if (hmac.get() == HashAlgorithm.MD5) {
      findings.add(warning("esp-md5-hmac" + WEAK, header));
    }
  }

  private void ipsecProfile(IpsecProfile profile) {
    String header = "crypto ipsec profile " + profile.name();
    protection(profile.transformSets(), profile.pfs(), profile.isakmpProfile(), header);
  }

  private void protection(
      List<String> sets, Optional<DhGroup> pfs, Optional<String> profile, String header) {
    if (sets.isEmpty()) {
      findings.add(warning("No transform set is given.", header));
    }
    for (String set : sets) {
      if (!config.transformSets().containsKey(set)) {
        findings.add(
            warning(
                "ERROR: transform set with tag \"" + set + "\" does not exist.",
                header,
                "set transform-set"));
      }
    }
    pfs.ifPresent(group -> group(group, "PFS group ", header, "set pfs"));
    profile
        .filter(name -> !config.isakmpProfiles().containsKey(name))
        .ifPresent(name ->
            findings.add(
                warning(
                    "ISAKMP profile " + name + " does not exist.", header, "set isakmp-profile")));
  }

  private void dynamicMap(DynamicMap map) {
    for (CryptoMapEntry entry : map.entries()) {
      String header = "crypto dynamic-map " + entry.label();
      protection(entry.transformSets(), entry.pfs(), entry.isakmpProfile(), header);
      flows(entry, header);
      peers(entry, header);
    }
  }

  private void cryptoMap(CryptoMap map) {
    String prefix = "crypto map " + (map.ipv6() ? "ipv6 " : "");
    if (config.interfacesOf(map.name()).isEmpty() && !map.entries().isEmpty()) {
      findings.add(
          warning(
              "Crypto map " + map.name() + " is not applied to any interface.",
              prefix + map.entries().getFirst().label()));
    }
    for (CryptoMapEntry entry : map.entries()) {
      String header = prefix + entry.label();
      if (entry.dynamicMap().isPresent()) {
        String dynamic = entry.dynamicMap().get();
        if (!config.dynamicMaps().containsKey(dynamic)) {
          findings.add(warning("Dynamic map " + dynamic + " does not exist.", header));
        }
        continue;
      }
      protection(entry.transformSets(), entry.pfs(), entry.isakmpProfile(), header);
      completeness(entry, header);
      flows(entry, header);
      peers(entry, header);
    }
  }

  /** As {@code show crypto map} has it of an entry that can serve nobody. */
  private void completeness(CryptoMapEntry entry, String header) {
    List<String> missing = new ArrayList<>();
    if (entry.peers().isEmpty()) {
      missing.add("no peer is set");
    }
    if (entry.accessList().isEmpty()) {
      missing.add("no address is matched");
    }
    entry
        .accessList()
        .filter(name -> !config.accessLists().containsKey(name))
        .ifPresent(name -> missing.add("access-list " + name + " is not defined"));
    if (!missing.isEmpty()) {
      findings.add(
          warning(
              "This crypto map is in an incomplete state! (missing peer or access-list"
                  + " definitions: "
                  + String.join(", ", missing)
                  + ")",
              header));
    }
  }

  /** What Quick Mode cannot name must not be taken for protected. */
  private void flows(CryptoMapEntry entry, String header) {
    entry
        .accessList()
        .map(config.accessLists()::get)
        .ifPresent(list ->
            AccessListCommands.notNegotiable(list)
                .forEach(rule ->
                    findings.add(
                        new Finding(
                            Finding.Severity.ERROR,
                            AccessListCommands.pathOf(list, rule),
                            "Quick Mode cannot name this traffic, which "
                                + header
                                + " is to protect."))));
  }

  private void peers(CryptoMapEntry entry, String header) {
    for (PeerRef peer : entry.peers()) {
      switch (peer) {
        case PeerRef.Address(InetAddress address, _) -> {
          if (config.keyFor(address).isEmpty()) {
            String shown = Addresses.format(address);
            String message = "There is no pre-shared key for peer " + shown + ".";
            findings.add(warning(message, header, "set peer " + shown));
          }
        }
        case PeerRef.HostName(String name, _, _) -> {
          boolean known = config.hosts().containsKey(name.toLowerCase(Locale.ROOT));
          if (!known && !config.domainLookup()) {
            String message = "Peer " + name + " has no ip host, and there is no ip domain lookup.";
            findings.add(warning(message, header, "set peer " + name));
          }
        }
      }
    }
  }

  private void interfaceLines(InterfaceConfig i) {
    String header = ("interface " + i.name()).strip();
    i.vrf().ifPresent(vrf -> vrf(vrf, header, (i.ipVrf() ? "ip " : "") + "vrf forwarding"));
    i.cryptoMap().ifPresent(map -> mapExists(map, header, "crypto map"));
    i.ipv6CryptoMap().ifPresent(map -> mapExists(map, header, "ipv6 crypto map"));
    i.tunnel()
        .protection()
        .filter(name -> !config.ipsecProfiles().containsKey(name))
        .ifPresent(name ->
            findings.add(
                warning(
                    "IPsec profile " + name + " does not exist.",
                    header,
                    "tunnel protection ipsec profile")));
    for (InterfaceConfig.EzvpnSide side : i.ezvpn()) {
      if (!config.ezvpnClients().containsKey(side.client())) {
        findings.add(warning("Easy VPN client " + side.client() + " does not exist.", header));
      }
    }
  }

  private void mapExists(String map, String... path) {
    if (!config.cryptoMaps().containsKey(map)) {
      findings.add(warning("ERROR: Crypto Map with tag \"" + map + "\" does not exist.", path));
    }
  }
}
