package dev.vigil.console;

import dev.vigil.protocol.config.CryptoMapEntry;
import dev.vigil.protocol.config.DynamicMap;
import dev.vigil.protocol.config.HeadEndConfig;
import java.util.List;
import java.util.Optional;

/** {@code show crypto dynamic-map [tag NAME]}. */
final class DynamicMapScreen {
  private DynamicMapScreen() {}

  static String text(HeadEndConfig config, Optional<String> name) {
    StringBuilder text = new StringBuilder();
    for (CryptoMapEntry entry : templates(config, name)) {
      text.append("Crypto Map Template\"%s\" %d%n".formatted(entry.map(), entry.sequence()));
      entry.description().ifPresent(d -> text.append("\tDescription: ").append(d).append('\n'));
      CryptoMapScreen.write(config, entry, Optional.empty(), Optional.empty(), text);
      text.append('\n');
    }
    return text.toString();
  }

  static Object json(HeadEndConfig config, Optional<String> name) {
    return templates(config, name).stream()
        .map(entry -> CryptoMapScreen.fields(config, entry))
        .toList();
  }

  private static List<CryptoMapEntry> templates(HeadEndConfig config, Optional<String> name) {
    return config.dynamicMaps().values().stream()
        .filter(map -> name.map(map.name()::equals).orElse(true))
        .map(DynamicMap::entries)
        .flatMap(List::stream)
        .toList();
  }
}
