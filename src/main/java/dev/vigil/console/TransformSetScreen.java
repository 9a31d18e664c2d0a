package dev.vigil.console;

import dev.vigil.protocol.config.EspTransform;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.TransformSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code show crypto ipsec transform-set [NAME]}. */
final class TransformSetScreen {
  private TransformSetScreen() {}

  static String text(HeadEndConfig config, Optional<String> name) {
    StringBuilder text = new StringBuilder();
    for (TransformSet set : sets(config, name)) {
      text.append("Transform set ").append(set.name()).append(": { ");
      text.append(Texts.transform(set.transform())).append("  } \n");
      text.append("   will negotiate = { ").append(mode(set.transform())).append(",  }, \n\n");
    }
    return text.toString();
  }

  static Object json(HeadEndConfig config, Optional<String> name) {
    return sets(config, name).stream().map(TransformSetScreen::fields).toList();
  }

  private static Map<String, Object> fields(TransformSet set) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", set.name());
    EspTransform transform = set.transform();
    fields.put("encryption", transform.encryption().map(Enum::name).orElse("NULL"));
    transform.authentication().ifPresent(hash -> fields.put("authentication", hash.name()));
    fields.put("mode", transform.tunnel() ? "tunnel" : "transport");
    return fields;
  }

  private static String mode(EspTransform transform) {
    return transform.tunnel() ? "Tunnel" : "Transport";
  }

  private static List<TransformSet> sets(HeadEndConfig config, Optional<String> name) {
    return name.map(config.transformSets()::get)
        .map(List::of)
        .orElseGet(
            () -> name.isPresent() ? List.of() : List.copyOf(config.transformSets().values()));
  }
}
