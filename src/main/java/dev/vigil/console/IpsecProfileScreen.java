package dev.vigil.console;

import dev.vigil.protocol.config.ChildLifetime;
import dev.vigil.protocol.config.CryptoMapEntry;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.IpsecProfile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code show crypto ipsec profile [NAME]}. */
final class IpsecProfileScreen {
  private static final String TAB = "\t";

  private IpsecProfileScreen() {}

  static String text(HeadEndConfig config, Optional<String> name) {
    StringBuilder text = new StringBuilder();
    for (IpsecProfile profile : profiles(config, name)) {
      text.append("IPSEC profile ").append(profile.name()).append('\n');
      profile.description().ifPresent(d -> text.append("\tDescription: ").append(d).append('\n'));
      profile
          .isakmpProfile()
          .ifPresent(p -> text.append("\tISAKMP Profile: ").append(p).append('\n'));
      text.append(Protection.lifetime(lifetime(config, profile), TAB));
      text.append("\tResponder-Only (Y/N): N\n");
      text.append(Protection.pfs(profile.pfs(), TAB));
      text.append("\tMixed-mode : Disabled\n");
      text.append(Protection.transformSets(config, profile.transformSets(), TAB)).append('\n');
    }
    return text.toString();
  }

  static Object json(HeadEndConfig config, Optional<String> name) {
    return profiles(config, name).stream().map(profile -> fields(config, profile)).toList();
  }

  private static Map<String, Object> fields(HeadEndConfig config, IpsecProfile profile) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", profile.name());
    profile.description().ifPresent(text -> fields.put("description", text));
    profile.isakmpProfile().ifPresent(isakmp -> fields.put("isakmp_profile", isakmp));
    Protection.put(lifetime(config, profile), fields);
    profile.pfs().ifPresent(group -> fields.put("pfs_group", group.number()));
    fields.put("transform_sets", profile.transformSets());
    return fields;
  }

  private static ChildLifetime lifetime(HeadEndConfig config, IpsecProfile profile) {
    return config.lifetimeOf(
        CryptoMapEntry.of(profile.name(), 1).with(e -> e.lifetime = profile.lifetime()));
  }

  private static List<IpsecProfile> profiles(HeadEndConfig config, Optional<String> name) {
    return config.ipsecProfiles().values().stream()
        .filter(profile -> name.map(profile.name()::equals).orElse(true))
        .toList();
  }
}
