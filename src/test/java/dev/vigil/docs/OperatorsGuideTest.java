package dev.vigil.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.vigil.actors.observe.Counter;
import dev.vigil.language.ConfigFile;
import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.settings.InvalidSettings;
import dev.vigil.settings.SettingsFile;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The operator's guide names all there is to set and to count, with its default. */
final class OperatorsGuideTest {
  private static final Document GUIDE = Document.of("src/docs/operators-guide.md");

  @Test
  void everyNodeSettingIsThereWithItsDefault() {
    Config base = ConfigFactory.parseResources("vigil/base.conf");
    List<String> rows =
        base.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith("vigil."))
            .map(entry -> "| `%s` | `%s` |".formatted(entry.getKey(), shown(entry)))
            .toList();
    assertThat(rows).hasSizeGreaterThan(20);
    assertThat(rows).allSatisfy(row -> assertThat(GUIDE.text()).contains(row));
  }

  @Test
  void noNodeSettingIsThereThatIsNone() {
    Config base = ConfigFactory.parseResources("vigil/base.conf");
    assertThat(GUIDE.all("(?m)^\\| `(vigil\\.[a-z.-]+)` \\|")).allMatch(base::hasPathOrNull);
  }

  /** As one would write it: paths, addresses and what is empty in quotes, words without. */
  private static String shown(Map.Entry<String, ConfigValue> entry) {
    String written = entry.getValue().render(ConfigRenderOptions.concise());
    boolean text = entry.getValue().valueType() == ConfigValueType.STRING;
    return text && written.matches("\"[A-Za-z0-9 _-]+\"")
        ? written.substring(1, written.length() - 1)
        : written;
  }

  @Test
  void everyCounterAndDropReasonIsExplained() {
    Stream<String> counters = Arrays.stream(Counter.values()).map(Enum::name);
    Stream<String> drops = Arrays.stream(DropReason.values()).map(r -> "dropped_" + r.name());
    assertThat(Stream.concat(counters, drops).map(name -> name.toLowerCase(Locale.ROOT)))
        .allSatisfy(name -> assertThat(GUIDE.text()).contains("`" + name + "`"));
    List<String> rows = GUIDE.all("(?m)^\\| `dropped_([a-z_]+)` \\| [^|]+ \\|");
    assertThat(rows).hasSize(DropReason.values().length);
  }

  @Test
  void everyReasonOfAnEndIsExplained() {
    assertThat(CloseReason.values())
        .allSatisfy(reason -> assertThat(GUIDE.text()).contains("| `" + reason.text() + "` |"));
  }

  @Test
  void theConfigurationsLoadWithoutError() {
    assertThat(GUIDE.blocks("router")).hasSize(2);
    for (String block : GUIDE.blocks("router")) {
      assertThat(ConfigFile.parse("guide", block, Set.of()).errors()).isEmpty();
    }
  }

  @Test
  void theNodeSettingsLoad() throws InvalidSettings {
    assertThat(GUIDE.blocks("hocon")).isNotEmpty();
    for (String block : GUIDE.blocks("hocon")) {
      assertThat(SettingsFile.parse(block).udp().listen()).isNotEmpty();
    }
  }
}
