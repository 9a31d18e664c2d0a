package dev.vigil.console;

import dev.vigil.actors.node.HeadEnd;
import dev.vigil.actors.observe.Counters;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * {@code show counters} as one console sees them: from when it cleared them. Nobody else's figures
 * change with that.
 */
final class CounterView {
  private final HeadEnd headEnd;
  private Map<String, Long> cleared = Map.of();

  CounterView(HeadEnd headEnd) {
    this.headEnd = headEnd;
  }

  synchronized void clear() {
    cleared = counted();
  }

  String text() {
    StringBuilder text = new StringBuilder();
    fields().forEach((name, value) -> text.append("%-36s %s%n".formatted(name, value)));
    return text.toString();
  }

  synchronized Map<String, Long> fields() {
    Map<String, Long> fields = counted();
    fields.replaceAll((name, n) -> n - cleared.getOrDefault(name, 0L));
    fields.put("half_open", (long) headEnd.halfOpen());
    return fields;
  }

  private Map<String, Long> counted() {
    Counters counters = headEnd.counters();
    Map<String, Long> fields = new LinkedHashMap<>();
    counters.all().forEach((counter, n) -> fields.put(name(counter), n));
    counters.drops().forEach((reason, n) -> fields.put("dropped_" + name(reason), n));
    return fields;
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
