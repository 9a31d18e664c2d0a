package dev.vigil.language;

import java.util.List;

/** A piece of a command's syntax, as the tree declares it. */
public sealed interface Syntax {
  /** What one word of a line is matched with. */
  sealed interface Leaf extends Syntax {
    /** One line of explanation, as {@code ?} shows it. */
    String help();
  }

  /**
   * A fixed word.
   *
   * @param text the whole word as it may be entered; any unambiguous beginning of it will do
   * @param shown the word as {@code show running-config} prints it
   */
  record Keyword(String text, String shown, String help) implements Leaf {}

  /** A word that stands for a value of a {@link Choice}. */
  record Item<V>(String choice, String text, V value, String help) implements Leaf {}

  /** A value of a type. */
  record Argument<V>(String name, ArgumentType<V> type, String help) implements Leaf {}

  /** One of several words, each standing for a value. */
  record Choice<V>(String name, List<Item<V>> items) implements Syntax {}

  record Maybe(List<Syntax> parts) implements Syntax {}

  record OneOf(List<Syntax> branches) implements Syntax {}

  record Sequence(List<Syntax> parts) implements Syntax {}

  /** Any of the parts, each at most once, in any order. */
  record AnyOrder(List<Syntax> parts) implements Syntax {}

  /** The argument once or several times. */
  record Repeated(Argument<?> argument) implements Syntax {}

  static Keyword word(String text, String help) {
    return new Keyword(text, text, help);
  }

  /** A word that is rendered shorter than it may be written. */
  static Keyword word(String text, String shown, String help) {
    return new Keyword(text, shown, help);
  }

  static <V> Argument<V> argument(String name, ArgumentType<V> type, String help) {
    return new Argument<>(name, type, help);
  }

  static Argument<Integer> number(String name, int min, int max, String help) {
    return new Argument<>(name, ArgumentType.number(min, max), help);
  }

  static Argument<String> name(String name, String help) {
    return new Argument<>(name, ArgumentType.WORD, help);
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  static <V> Choice<V> choice(Item<V>... items) {
    return new Choice<>(items[0].choice(), List.of(items));
  }

  static <V> Item<V> item(String choice, String text, V value, String help) {
    return new Item<>(choice, text, value, help);
  }

  /** The name of something that there may be already. */
  static Argument<String> name(String name, NameSource.Of of, String help) {
    return new Argument<>(name, ArgumentType.WORD.among(of), help);
  }

  static Maybe maybe(Syntax... parts) {
    return new Maybe(List.of(parts));
  }

  static OneOf oneOf(Syntax... branches) {
    return new OneOf(List.of(branches));
  }

  static Sequence sequence(Syntax... parts) {
    return new Sequence(List.of(parts));
  }

  static AnyOrder anyOrder(Syntax... parts) {
    return new AnyOrder(List.of(parts));
  }

  static Repeated repeated(Argument<?> argument) {
    return new Repeated(argument);
  }
}
