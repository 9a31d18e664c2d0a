package dev.vigil.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One command of a mode: its syntax, what it changes, what undoes it and how it is shown. All that
 * the language does with the command follows from this declaration.
 *
 * @param <T> what the mode's commands change
 */
public final class Command<T> {
  /** What a line does. */
  @FunctionalInterface
  interface Change<T> {
    T apply(T to, Arguments arguments) throws Refusal;
  }

  /** A line as the configuration calls for it; negated: with {@code no} before it. */
  record Shown(Arguments arguments, boolean negated) {}

  /**
   * A mode that a command enters.
   *
   * @param open what the mode's commands change: what is there, or its defaults
   * @param close puts it back
   * @param list all there are, to be rendered
   */
  record Section<T, S>(
      Mode<S> mode,
      Change2<T, S> open,
      BiFunction<T, S, T> close,
      Function<T, List<Body<S>>> list) {}

  /** A section's header line and content. */
  record Body<S>(Arguments header, S content) {}

  @FunctionalInterface
  interface Change2<T, S> {
    S apply(T to, Arguments arguments) throws Refusal;
  }

  private final List<Syntax> syntax;
  private Optional<Change<T>> set = Optional.empty();
  private Optional<Change<T>> unset = Optional.empty();
  private Function<T, List<Shown>> shows = _ -> List.of();
  private Optional<Section<T, ?>> section = Optional.empty();
  private Set<String> identity = Set.of();
  private boolean wholeLine;
  private boolean kept;
  private boolean saysNo;
  private Optional<String> later = Optional.empty();
  private int undoAfter;

  private Command(List<Syntax> syntax) {
    this.syntax = List.copyOf(syntax);
    this.undoAfter = (int) syntax.stream().takeWhile(Syntax.Keyword.class::isInstance).count();
  }

  static <T> Command<T> of(Syntax... syntax) {
    return new Command<>(List.of(syntax));
  }

  /** A command that the head-end has no use for: its line is kept as it is. */
  static <T> Command<T> kept(Syntax... syntax) {
    Command<T> command = new Command<>(List.of(syntax));
    command.kept = true;
    return command;
  }

  Command<T> set(Change<T> change) {
    set = Optional.of(change);
    return this;
  }

  Command<T> unset(Change<T> change) {
    unset = Optional.of(change);
    return this;
  }

  Command<T> shows(Function<T, List<Arguments>> lines) {
    shows = t -> lines.apply(t).stream().map(a -> new Shown(a, false)).toList();
    return this;
  }

  /** As {@link #shows}, with the {@code no} form where {@code negated} holds. */
  Command<T> shows(Function<T, List<Arguments>> lines, Predicate<T> negated) {
    saysNo = true;
    shows =
        t ->
            negated.test(t)
                ? List.of(new Shown(Arguments.none(), true))
                : lines.apply(t).stream().map(a -> new Shown(a, false)).toList();
    return this;
  }

  /** A command without arguments that turns something on, and with {@code no} off. */
  Command<T> flag(Predicate<T> get, BiFunction<T, Boolean, T> put, boolean byDefault) {
    saysNo = true;
    set = Optional.of((t, _) -> put.apply(t, true));
    unset = Optional.of((t, _) -> put.apply(t, false));
    shows =
        t -> get.test(t) == byDefault ? List.of() : List.of(new Shown(Arguments.none(), byDefault));
    return this;
  }

  <S> Command<T> section(Section<T, S> entered) {
    section = Optional.of(entered);
    return this;
  }

  /** The arguments that tell one line of this command from another. */
  Command<T> identifiedBy(String... names) {
    identity = Set.of(names);
    return this;
  }

  /** No two lines of this command stand for the same thing unless they are equal. */
  Command<T> identifiedByAll() {
    wholeLine = true;
    return this;
  }

  /** The configuration is kept, and takes effect in a later release. */
  Command<T> later(String what) {
    later = Optional.of(what);
    return this;
  }

  /** How many words after {@code no} are needed at least; without this, the leading keywords. */
  Command<T> undoAfter(int words) {
    undoAfter = words;
    return this;
  }

  List<Syntax> syntax() {
    return syntax;
  }

  Optional<Section<T, ?>> section() {
    return section;
  }

  /** Its {@code no} form is a line of the configuration as well. */
  boolean saysNo() {
    return saysNo;
  }

  boolean isKept() {
    return kept;
  }

  boolean canUndo() {
    return kept || unset.isPresent();
  }

  Optional<String> later() {
    return later;
  }

  int undoAfter() {
    return undoAfter;
  }

  T change(T to, Arguments arguments, boolean negated) throws Refusal {
    Optional<Change<T>> change = negated ? unset : set;
    return change.isPresent() ? change.get().apply(to, arguments) : to;
  }

  List<Shown> lines(T of) {
    return shows.apply(of);
  }

  /** The line in the router's form, without {@code no}. */
  String text(Arguments arguments) {
    return Wording.of(syntax, arguments);
  }

  /** What stands for the thing that the line is about, whatever it says of it. */
  String key(Arguments arguments) {
    if (wholeLine) {
      return text(arguments);
    }
    Arguments known = Arguments.none();
    for (String name : identity) {
      arguments.raw(name).forEach(value -> known.add(name, value));
    }
    return Wording.of(syntax, known);
  }

  /** Those of its arguments that are keys or passwords. */
  List<Syntax.Argument<?>> secrets() {
    List<Syntax.Argument<?>> secrets = new ArrayList<>();
    List<Syntax> open = new ArrayList<>(syntax);
    while (!open.isEmpty()) {
      switch (open.removeLast()) {
        case Syntax.Argument<?> a -> {
          if (a.type().kind() == ArgumentType.Kind.SECRET) {
            secrets.add(a);
          }
        }
        case Syntax.Maybe m -> open.addAll(m.parts());
        case Syntax.AnyOrder any -> open.addAll(any.parts());
        case Syntax.OneOf o -> open.addAll(o.branches());
        case Syntax.Sequence s -> open.addAll(s.parts());
        case Syntax.Repeated r -> open.add(r.argument());
        case Syntax.Choice<?> _, Syntax.Keyword _, Syntax.Item<?> _ -> {}
      }
    }
    return secrets;
  }

  boolean hasSecret() {
    return !secrets().isEmpty();
  }
}
