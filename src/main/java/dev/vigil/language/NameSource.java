package dev.vigil.language;

import dev.vigil.protocol.config.HeadEndConfig;
import java.util.Collection;
import java.util.List;

/** Knows the names that there are, for completion. */
@FunctionalInterface
public interface NameSource {
  /** What may have a name. */
  enum Of {
    CRYPTO_MAP,
    DYNAMIC_MAP,
    INTERFACE,
    TRANSFORM_SET,
    KEYRING,
    ISAKMP_PROFILE,
    IPSEC_PROFILE,
    ACCESS_LIST,
    VRF
  }

  /** No names. */
  NameSource NONE = _ -> List.of();

  Collection<String> names(Of of);

  /** The names in {@code config}. */
  static NameSource of(HeadEndConfig config) {
    return of ->
        switch (of) {
          case CRYPTO_MAP -> config.cryptoMaps().keySet();
          case DYNAMIC_MAP -> config.dynamicMaps().keySet();
          case INTERFACE -> config.interfaces().keySet();
          case TRANSFORM_SET -> config.transformSets().keySet();
          case KEYRING -> config.keyrings().keySet();
          case ISAKMP_PROFILE -> config.isakmpProfiles().keySet();
          case IPSEC_PROFILE -> config.ipsecProfiles().keySet();
          case ACCESS_LIST -> config.accessLists().keySet();
          case VRF -> config.vrfDefinitions().keySet();
        };
  }
}
