package dev.vigil.console;

import dev.vigil.actors.observe.PeerAddress;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.IdentityMatch;
import dev.vigil.protocol.config.IpPrefix;
import dev.vigil.protocol.config.IsakmpProfile;
import dev.vigil.protocol.config.OwnIdentity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code show crypto isakmp profile [tag NAME]}. */
final class IsakmpProfileScreen {
  private IsakmpProfileScreen() {}

  static String text(HeadEndConfig config, Optional<String> name) {
    StringBuilder text = new StringBuilder();
    for (IsakmpProfile profile : profiles(config, name)) {
      text.append("\nISAKMP PROFILE ").append(profile.name()).append('\n');
      profile.description().ifPresent(d -> text.append("   Description: ").append(d).append('\n'));
      profile.vrf().ifPresent(vrf -> text.append("   VRF: ").append(vrf).append('\n'));
      text.append("   Identities matched are:\n");
      for (IdentityMatch match : profile.matches()) {
        text.append("    ").append(match(match)).append(" \n");
      }
      text.append("   Certificate maps matched are:\n");
      text.append("   Identity presented is: ")
          .append(own(profile.selfIdentity().orElse(config.isakmp().identity())))
          .append('\n');
      text.append("   keyring(s): ")
          .append(profile.keyrings().isEmpty() ? "<none>" : String.join(" ", profile.keyrings()))
          .append('\n');
      text.append("   trustpoint(s): <all>\n");
      profile
          .keepalive()
          .ifPresent(k ->
              text.append(
                  "   keepalive: %d seconds, retry %d seconds%n"
                      .formatted(k.interval().toSeconds(), k.retry().toSeconds())));
    }
    return text.toString();
  }

  static Object json(HeadEndConfig config, Optional<String> name) {
    return profiles(config, name).stream().map(profile -> fields(config, profile)).toList();
  }

  private static Map<String, Object> fields(HeadEndConfig config, IsakmpProfile profile) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", profile.name());
    profile.description().ifPresent(text -> fields.put("description", text));
    profile.vrf().ifPresent(vrf -> fields.put("vrf", vrf));
    fields.put("matches", profile.matches().stream().map(IsakmpProfileScreen::match).toList());
    fields.put("self_identity", own(profile.selfIdentity().orElse(config.isakmp().identity())));
    fields.put("keyrings", profile.keyrings());
    profile
        .keepalive()
        .ifPresent(k -> {
          fields.put("keepalive_s", k.interval().toSeconds());
          fields.put("keepalive_retry_s", k.retry().toSeconds());
        });
    return fields;
  }

  private static String match(IdentityMatch match) {
    return switch (match) {
      case IdentityMatch.Network(IpPrefix prefix, Optional<String> vrf) ->
          "ip-address "
              + PeerAddress.of(prefix.address())
              + (prefix.address().getAddress().length == 4
                  ? " " + Texts.mask(prefix.length())
                  : "/" + prefix.length())
              + vrf.map(name -> " " + name).orElse("");
      case IdentityMatch.Group(String name) -> "group " + name;
      case IdentityMatch.Host(String name, boolean domain) ->
          "fqdn " + (domain ? "domain " : "") + name;
      case IdentityMatch.User(String name, boolean domain) ->
          "user-fqdn " + (domain ? "domain " : "") + name;
    };
  }

  private static String own(OwnIdentity identity) {
    return switch (identity) {
      case OwnIdentity.LocalAddress() -> "ip-address";
      case OwnIdentity.Fixed(var address) -> "ip-address " + PeerAddress.of(address);
      case OwnIdentity.HostName() -> "fqdn";
      case OwnIdentity.Fqdn(String name) -> "fqdn " + name;
      case OwnIdentity.UserFqdn(String name) -> "user-fqdn " + name;
      case OwnIdentity.DistinguishedName() -> "dn";
    };
  }

  private static List<IsakmpProfile> profiles(HeadEndConfig config, Optional<String> name) {
    return config.isakmpProfiles().values().stream()
        .filter(profile -> name.map(profile.name()::equals).orElse(true))
        .toList();
  }
}
