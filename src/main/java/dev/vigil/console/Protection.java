package dev.vigil.console;

import dev.vigil.protocol.config.ChildLifetime;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.TransformSet;
import dev.vigil.protocol.crypto.DhGroup;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How crypto maps and profiles say what IPsec SAs they make. */
final class Protection {
  private Protection() {}

  /** {@code Security association lifetime: 4608000 kilobytes/3600 seconds}. */
  static String lifetime(ChildLifetime lifetime, String indent) {
    long seconds = lifetime.time().toSeconds();
    return lifetime.kilobytes() == 0
        ? "%sKilobyte Volume Rekey has been disabled.%n%sSecurity association lifetime: %d seconds%n"
            .formatted(indent, indent, seconds)
        : "%sSecurity association lifetime: %d kilobytes/%d seconds%n"
            .formatted(indent, lifetime.kilobytes(), seconds);
  }

  static String pfs(Optional<DhGroup> pfs, String indent) {
    return indent
        + "PFS (Y/N): "
        + pfs.map(group -> "Y\n" + indent + "DH group:  group" + group.number()).orElse("N")
        + "\n";
  }

  /** A name without its transform set is shown so that an operator sees what is missing. */
  static String transformSets(HeadEndConfig config, List<String> names, String indent) {
    StringBuilder text = new StringBuilder(indent + "Transform sets={\n");
    for (String name : names) {
      TransformSet set = config.transformSets().get(name);
      text.append(indent).append('\t').append(name).append(":  { ");
      text.append(set == null ? "(not defined)" : Texts.transform(set.transform()));
      text.append("  } ,\n");
    }
    return text.append(indent).append("}\n").toString();
  }

  static void put(ChildLifetime lifetime, Map<String, Object> fields) {
    fields.put("lifetime_s", lifetime.time().toSeconds());
    if (lifetime.kilobytes() != 0) {
      fields.put("lifetime_kb", lifetime.kilobytes());
    }
  }
}
