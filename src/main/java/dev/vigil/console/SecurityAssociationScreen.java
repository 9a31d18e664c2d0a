package dev.vigil.console;

import dev.vigil.protocol.config.ChildLifetime;
import dev.vigil.protocol.config.CryptoMapEntry;
import dev.vigil.protocol.config.HeadEndConfig;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code show crypto ipsec security-association lifetime}: what holds where no entry says else. */
final class SecurityAssociationScreen {
  private SecurityAssociationScreen() {}

  static String text(HeadEndConfig config) {
    return Protection.lifetime(lifetime(config), "");
  }

  static Object json(HeadEndConfig config) {
    Map<String, Object> fields = new LinkedHashMap<>();
    Protection.put(lifetime(config), fields);
    return fields;
  }

  private static ChildLifetime lifetime(HeadEndConfig config) {
    return config.lifetimeOf(CryptoMapEntry.of("", 1));
  }
}
