package dev.vigil.language;

import dev.vigil.language.Matching.Problem;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares lines with the commands of a mode, all at once and word by word, as the router does: a
 * whole keyword before the beginning of one, a keyword before a value, and the beginning of several
 * keywords is ambiguous.
 */
final class Matcher<T> {
  private final List<State<T>> start;
  private final List<State<T>> undoable;
  private final Map<Character, List<Step<T>>> startByInitial;
  private final Map<Character, List<Step<T>>> undoableByInitial;
  private final List<Step<T>> startValues;
  private final List<Step<T>> undoableValues;

  Matcher(List<Command<T>> commands) {
    start = new ArrayList<>();
    for (Command<T> command : commands) {
      start.add(new State<>(command, Path.compile(command.syntax()), null));
    }
    undoable = start.stream().filter(state -> state.command().canUndo()).toList();
    startByInitial = byInitial(start);
    undoableByInitial = byInitial(undoable);
    startValues = overValues(start);
    undoableValues = overValues(undoable);
  }

  /** How far a command has been followed, and what was captured on the way. */
  private record State<T>(
      Command<T> command, Path.Node node, @org.jspecify.annotations.Nullable Taken taken) {
    State<T> over(Path.Edge edge, Object value, int word) {
      return new State<>(command, edge.next(), new Taken(edge.leaf(), value, word, taken));
    }
  }

  private record Taken(
      Syntax.Leaf leaf, Object value, int word, @org.jspecify.annotations.Nullable Taken before) {}

  /** A step that the next word may take. */
  private record Step<T>(State<T> state, Path.Edge edge) {
    /** The fixed word that it is over, or nothing. */
    String keyword() {
      return edge.keyword();
    }
  }

  Matching<T> match(Words line) {
    List<State<T>> states = usable(line.negated());
    List<Words.Word> words = line.words();
    for (int i = 0; i < words.size(); i++) {
      Words.Word word = words.get(i);
      List<Step<T>> steps = i == 0 ? first(word, line.negated()) : steps(states);
      List<State<T>> next = take(steps, line, i);
      if (next.isEmpty()) {
        if (word.text().startsWith("!") && anyComplete(states, line.negated(), i)) {
          return ending(states, line, Optional.of(line.from(word)));
        }
        boolean ambiguous = steps.stream().anyMatch(step -> begins(step.keyword(), word.text()));
        return ambiguous
            ? failed(Problem.AMBIGUOUS, line, i, word.column(), states)
            : failed(Problem.INVALID, line, i, badColumn(steps(states), word), states);
      }
      if (tookRest(next)) {
        if (Slip.isOne(word.text(), servedKeywords(steps))) {
          return failed(Problem.INVALID, line, i, badColumn(steps, word), states);
        }
        return ending(next, line, Optional.empty());
      }
      states = next;
    }
    return ending(states, line, Optional.empty());
  }

  private Matching<T> ending(List<State<T>> states, Words line, Optional<String> comment) {
    for (State<T> state : states) {
      if (complete(state, line.negated())) {
        return new Matching.Found<>(state.command(), arguments(state, line), comment);
      }
    }
    return failed(Problem.INCOMPLETE, line, line.words().size(), line.text().length(), states);
  }

  private List<State<T>> usable(boolean negated) {
    return negated ? undoable : start;
  }

  /** Of the many commands of a mode those that a line with this first word may be one of. */
  private List<Step<T>> first(Words.Word word, boolean negated) {
    char initial = Character.toLowerCase(word.text().charAt(0));
    return negated
        ? undoableByInitial.getOrDefault(initial, undoableValues)
        : startByInitial.getOrDefault(initial, startValues);
  }

  /** Steps by the first letter of their keyword, each with those over a value after them. */
  private static <T> Map<Character, List<Step<T>>> byInitial(List<State<T>> states) {
    Map<Character, List<Step<T>>> byInitial = new HashMap<>();
    for (Step<T> step : steps(states)) {
      if (!step.keyword().isEmpty()) {
        char initial = Character.toLowerCase(step.keyword().charAt(0));
        byInitial.computeIfAbsent(initial, _ -> new ArrayList<>()).add(step);
      }
    }
    byInitial.values().forEach(steps -> steps.addAll(overValues(states)));
    return byInitial;
  }

  private static <T> List<Step<T>> overValues(List<State<T>> states) {
    return steps(states).stream().filter(step -> step.keyword().isEmpty()).toList();
  }

  private static <T> List<Step<T>> steps(List<State<T>> states) {
    List<Step<T>> steps = new ArrayList<>();
    for (State<T> state : states) {
      for (Path.Edge edge : state.node().edges()) {
        steps.add(new Step<>(state, edge));
      }
    }
    return steps;
  }

  /**
   * The whole keyword if there is one; else the one that begins so, and the values. The beginning
   * of several is none of them; the rest of a line is taken where nothing else fits.
   */
  private static <T> List<State<T>> take(List<Step<T>> steps, Words line, int i) {
    String word = line.words().get(i).text();
    List<State<T>> exact = new ArrayList<>();
    List<State<T>> begun = new ArrayList<>();
    String keyword = "";
    boolean several = false;
    for (Step<T> step : steps) {
      if (begins(step.keyword(), word)) {
        State<T> next = step.state().over(step.edge(), Path.value(step.edge().leaf()), i);
        if (step.keyword().length() == word.length()) {
          exact.add(next);
        } else {
          several |= !keyword.isEmpty() && !keyword.equals(step.keyword());
          keyword = step.keyword();
          begun.add(next);
        }
      }
    }
    if (!exact.isEmpty()) {
      return exact;
    }
    List<State<T>> next = several ? new ArrayList<>() : begun;
    boolean noRest = !keyword.isEmpty();
    for (State<T> value : values(steps, line, i)) {
      if (!(noRest && tookRest(value))) {
        next.add(value);
      }
    }
    return next;
  }

  private static <T> List<State<T>> values(List<Step<T>> steps, Words line, int i) {
    List<State<T>> taken = new ArrayList<>();
    Words.Word word = line.words().get(i);
    for (Step<T> step : steps) {
      if (step.edge().leaf() instanceof Syntax.Argument<?> argument) {
        boolean rest = argument.type().kind() == ArgumentType.Kind.REST;
        argument
            .type()
            .reader()
            .apply(rest ? line.from(word) : word.text())
            .ifPresent(value -> taken.add(step.state().over(step.edge(), value, i)));
      }
    }
    return taken;
  }

  /** The keywords that continue a command of ours here. */
  private static <T> List<String> servedKeywords(List<Step<T>> steps) {
    return steps.stream()
        .filter(step -> !step.state().command().isKept())
        .map(step -> step.keyword())
        .filter(keyword -> !keyword.isEmpty())
        .distinct()
        .toList();
  }

  /** Whether the line begins with what is probably a slip of the pen in a word of ours. */
  boolean beginsWithSlip(Words line) {
    return !line.isEmpty()
        && Slip.isOne(line.words().getFirst().text(), servedKeywords(steps(start)));
  }

  /** Whether a command of ours begins with a word that begins so. */
  boolean servesWord(String begun) {
    return servedKeywords(steps(start)).stream().anyMatch(keyword -> begins(keyword, begun));
  }

  private static <T> boolean tookRest(List<State<T>> states) {
    return states.stream().allMatch(Matcher::tookRest);
  }

  private static <T> boolean tookRest(State<T> state) {
    return state.taken() != null
        && state.taken().leaf() instanceof Syntax.Argument<?> argument
        && argument.type().kind() == ArgumentType.Kind.REST;
  }

  private static boolean begins(String keyword, String word) {
    return keyword.regionMatches(true, 0, word, 0, word.length());
  }

  private static <T> boolean complete(State<T> state, boolean negated) {
    return negated ? taken(state) >= state.command().undoAfter() : state.node().end();
  }

  private static <T> boolean anyComplete(List<State<T>> states, boolean negated, int words) {
    return words > 0 && states.stream().anyMatch(s -> complete(s, negated));
  }

  private static <T> int taken(State<T> state) {
    int count = 0;
    for (Taken t = state.taken(); t != null; t = t.before()) {
      count++;
    }
    return count;
  }

  /** Below the first character that no keyword has in its place; a bad value as a whole. */
  private static <T> int badColumn(List<Step<T>> steps, Words.Word word) {
    int common = 0;
    String lower = word.text().toLowerCase(Locale.ROOT);
    for (Step<T> step : steps) {
      String keyword = step.keyword().toLowerCase(Locale.ROOT);
      int same = 0;
      while (same < Math.min(keyword.length(), lower.length())
          && keyword.charAt(same) == lower.charAt(same)) {
        same++;
      }
      common = Math.max(common, same);
    }
    return word.column() + Math.min(common, word.text().length() - 1);
  }

  private static <T> Arguments arguments(State<T> state, Words line) {
    List<Taken> order = new ArrayList<>();
    for (Taken t = state.taken(); t != null; t = t.before()) {
      order.addFirst(t);
    }
    Arguments arguments = Arguments.none();
    for (Taken t : order) {
      String name = Path.name(t.leaf());
      arguments.add(name, t.value());
      arguments.at(name, line.words().get(t.word()).column());
    }
    return arguments;
  }

  private static <T> Matching<T> failed(
      Problem problem, Words line, int word, int column, List<State<T>> states) {
    return new Matching.Failed<>(problem, word, column, () -> secrets(line, word, states));
  }

  /**
   * Words not to be shown: those taken as secrets, and whatever stands at or after the fault of a
   * line that may have held one, unless it is a word of the language.
   */
  private static <T> BitSet secrets(Words line, int fault, List<State<T>> states) {
    BitSet secret = new BitSet();
    Set<String> known = new HashSet<>();
    boolean possible = false;
    for (State<T> state : states) {
      possible |= state.command().hasSecret();
      known.addAll(Path.keywords(state.command().syntax()));
      for (Taken t = state.taken(); t != null; t = t.before()) {
        if (t.leaf() instanceof Syntax.Argument<?> a
            && a.type().kind() == ArgumentType.Kind.SECRET) {
          secret.set(t.word());
        }
      }
    }
    boolean afterSecret = fault > 0 && secret.get(fault - 1);
    for (int i = fault; possible && i < line.words().size(); i++) {
      String word = line.words().get(i).text().toLowerCase(Locale.ROOT);
      boolean shown = known.contains(word) || (i == fault && !afterSecret && expectsWord(states));
      secret.set(i, !shown);
    }
    return secret;
  }

  private static <T> boolean expectsWord(List<State<T>> states) {
    return steps(states).stream()
        .noneMatch(s ->
            s.edge().leaf() instanceof Syntax.Argument<?> a
                && a.type().kind() == ArgumentType.Kind.SECRET);
  }

  /** What may come next after the words of {@code line}, where it may begin so. */
  List<Expected> expected(Words line, String begun) {
    List<State<T>> states = usable(line.negated());
    for (int i = 0; i < line.words().size(); i++) {
      states = take(steps(states), line, i);
    }
    Set<Expected> expected = new LinkedHashSet<>();
    for (Step<T> step : steps(states)) {
      switch (step.edge().leaf()) {
        case Syntax.Argument<?> argument -> {
          if (begun.isEmpty() || argument.type().names().isPresent()) {
            expected.add(
                new Expected(
                    argument.type().placeholder(),
                    argument.help(),
                    false,
                    argument.type().names()));
          }
        }
        case Syntax.Keyword _, Syntax.Item<?> _ -> {
          if (begins(step.keyword(), begun)) {
            expected.add(Expected.keyword(step.keyword(), step.edge().leaf().help()));
          }
        }
      }
    }
    if (begun.isEmpty() && anyComplete(states, line.negated(), line.words().size())) {
      expected.add(Expected.END);
    }
    return List.copyOf(expected);
  }
}
