package dev.vigil.language;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Brings the lines that a configuration calls for into the order of an earlier text of it. What the
 * text has no place for goes after the line that comes before it in the language's own order.
 */
final class Arrangement {
  private static final Slot SEPARATOR = new Slot.Note("!");

  private final List<Statement> statements;
  private final boolean separated;

  private Arrangement(List<Statement> statements, boolean separated) {
    this.statements = statements;
    this.separated = separated;
  }

  /** Places for exactly the given statements, with the notes and kept lines between them. */
  static List<Slot> of(List<Statement> statements, List<Slot> earlier) {
    return new Arrangement(statements, true).arrange(earlier);
  }

  private List<Slot> arrange(List<Slot> earlier) {
    Map<String, Deque<Integer>> open = new HashMap<>();
    for (int i = 0; i < statements.size(); i++) {
      open.computeIfAbsent(statements.get(i).key(), _ -> new ArrayDeque<>()).add(i);
    }
    List<List<Slot>> groups = new ArrayList<>();
    TreeMap<Integer, Integer> groupOf = new TreeMap<>();
    boolean[] placed = new boolean[statements.size()];
    for (Slot slot : earlier) {
      if (slot instanceof Slot.Place place) {
        Integer index = open.getOrDefault(place.key(), new ArrayDeque<>()).poll();
        if (index != null) {
          placed[index] = true;
          groupOf.put(index, groups.size());
          groups.add(new ArrayList<>(List.of(placeOf(statements.get(index), place.body()))));
        }
      } else {
        groups.add(new ArrayList<>(List.of(slot)));
      }
    }
    List<Slot> before = new ArrayList<>();
    for (int i = 0; i < statements.size(); i++) {
      if (!placed[i]) {
        Map.Entry<Integer, Integer> anchor = groupOf.floorEntry(i);
        List<Slot> group = anchor == null ? before : groups.get(anchor.getValue());
        insert(group, i, anchor == null);
      }
    }
    int first = groupOf.values().stream().mapToInt(Integer::intValue).min().orElse(ending(groups));
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      if (i == first) {
        slots.addAll(before);
      }
      slots.addAll(groups.get(i));
    }
    if (first == groups.size()) {
      slots.addAll(before);
    }
    return slots;
  }

  /** Where new lines go in a text without any line of ours: before an {@code end}. */
  private static int ending(List<List<Slot>> groups) {
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i).getFirst() instanceof Slot.Kept(String text)
          && text.strip().equals("end")) {
        return i;
      }
    }
    return groups.size();
  }

  /** Router texts have an exclamation mark between what does not belong together. */
  private void insert(List<Slot> group, int i, boolean fresh) {
    Statement statement = statements.get(i);
    group.add(placeOf(statement, List.of()));
    boolean last =
        i + 1 == statements.size() || !family(statements.get(i + 1)).equals(family(statement));
    if (separated && fresh && (last || statement.section())) {
      group.add(SEPARATOR);
    }
  }

  /** The first two words: {@code crypto isakmp}, {@code ip access-list}. */
  private static String family(Statement statement) {
    String[] words = statement.key().split(" ", 3);
    return words.length < 2 ? words[0] : words[0] + " " + words[1];
  }

  private static Slot placeOf(Statement statement, List<Slot> body) {
    List<Slot> inner =
        statement.section() ? new Arrangement(statement.body(), false).arrange(body) : List.of();
    return new Slot.Place(statement.key(), inner);
  }
}
