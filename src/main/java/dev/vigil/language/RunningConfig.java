package dev.vigil.language;

import dev.vigil.protocol.config.ConfigBuilder;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.settings.NodeSettings.InsecureAlgorithm;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A configuration with its text: what the head-end is configured to do, and where each line stands
 * among the comments and the lines that are kept for others. Reading what {@link #render} writes
 * yields an equal one.
 */
public record RunningConfig(HeadEndConfig config, List<Slot> layout) {
  public RunningConfig {
    layout = List.copyOf(layout);
  }

  /** A configuration that was not read from a text: its lines come in the router's order. */
  public static RunningConfig of(HeadEndConfig config) {
    return arranged(config, List.of());
  }

  /** A configuration whose lines are to stand where an earlier text had them. */
  static RunningConfig arranged(HeadEndConfig config, List<Slot> earlier) {
    return new RunningConfig(config, Arrangement.of(statements(config), earlier));
  }

  /**
   * What it says that cannot be honoured (no such configuration may be put in force), or that its
   * author may not have meant.
   *
   * @param allowed what the node's settings let through although it is insecure
   */
  public List<Finding> findings(Set<InsecureAlgorithm> allowed) {
    return Validation.of(config, allowed);
  }

  private static List<Statement> statements(HeadEndConfig config) {
    return Statement.of(Grammar.GLOBAL, new ConfigBuilder(config));
  }

  /** The text, as {@code show running-config} prints it; every line ends with a line feed. */
  public String render() {
    StringBuilder text = new StringBuilder();
    write(layout, statements(config), "", text);
    return text.toString();
  }

  private static void write(
      List<Slot> slots, List<Statement> statements, String indent, StringBuilder text) {
    Map<String, Deque<Statement>> byKey = new HashMap<>();
    statements.forEach(s -> byKey.computeIfAbsent(s.key(), _ -> new ArrayDeque<>()).add(s));
    for (Slot slot : slots) {
      switch (slot) {
        case Slot.Note(String note) -> text.append(note).append('\n');
        case Slot.Kept(String kept) -> text.append(kept).append('\n');
        case Slot.Place(String key, List<Slot> body) -> {
          Statement statement = byKey.getOrDefault(key, new ArrayDeque<>()).poll();
          if (statement != null) {
            text.append(indent).append(statement.text()).append('\n');
            write(body, statement.body(), indent + " ", text);
          }
        }
      }
    }
  }
}
