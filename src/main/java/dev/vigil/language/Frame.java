package dev.vigil.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A mode that has been entered.
 *
 * @param <T> what its commands change
 */
final class Frame<T> {
  final Mode<T> mode;
  final Sketch sketch;
  final int indent;

  /** The line that entered the mode, as it was written. */
  final String header;

  private final List<String> path;
  private final Consumer<T> store;
  private T content;
  private boolean indentedBody;

  private Frame(
      Mode<T> mode,
      T content,
      Consumer<T> store,
      Sketch sketch,
      List<String> path,
      String header,
      int indent) {
    this.mode = mode;
    this.content = content;
    this.store = store;
    this.sketch = sketch;
    this.path = path;
    this.header = header;
    this.indent = indent;
  }

  static <T> Frame<T> root(Mode<T> mode, T content, Sketch sketch) {
    return new Frame<>(mode, content, _ -> {}, sketch, List.of(), "", -1);
  }

  /** A line of this mode was deeper than the line that entered it: so are all of them. */
  boolean indentedBody() {
    return indentedBody;
  }

  void sawBody(int lineIndent) {
    indentedBody |= lineIndent > indent;
  }

  Matching<T> match(Words words) {
    return mode.matcher().match(words);
  }

  /** See {@link Matcher#beginsWithSlip}. */
  boolean slips(Words words) {
    return mode.matcher().beginsWithSlip(words);
  }

  /**
   * What came of carrying out a line.
   *
   * @param entered the mode that it enters, if it does
   */
  record Outcome(LineUse use, @Nullable Frame<?> entered) {}

  Outcome carryOut(Matching.Found<T> found, Words words, int line) {
    Command<T> command = found.command();
    Arguments arguments = found.arguments();
    String key = command.key(arguments);
    List<String> path = new ArrayList<>(this.path);
    path.add(key);
    try {
      content = command.change(content, arguments, words.negated());
      Frame<?> entered = null;
      if (words.negated()) {
        sketch.remove(key);
      } else if (command.section().isPresent()) {
        entered = enter(command.section().get(), arguments, words, path);
      }
      store.accept(content);
      if (!words.negated() || command.saysNo()) {
        sketch.place(key);
      }
      String text = (words.negated() ? "no " : "") + command.text(arguments);
      return new Outcome(
          new LineUse.Served(List.copyOf(path), text, laterUse(command, words)), entered);
    } catch (Refusal refusal) {
      Fault fault =
          Fault.at(
              line,
              words,
              secretsOf(command, arguments, words),
              arguments.column(refusal.argument()),
              "% " + refusal.getMessage());
      return new Outcome(new LineUse.Refused(fault), null);
    }
  }

  private static Optional<String> laterUse(Command<?> command, Words words) {
    return words.negated() ? Optional.empty() : command.later();
  }

  private <S> Frame<S> enter(
      Command.Section<T, S> section, Arguments arguments, Words words, List<String> path)
      throws Refusal {
    S inner = section.open().apply(content, arguments);
    content = section.close().apply(content, inner);
    return new Frame<>(
        section.mode(),
        inner,
        changed -> {
          content = section.close().apply(content, changed);
          store.accept(content);
        },
        sketch.place(path.getLast()),
        List.copyOf(path),
        words.text(),
        words.indent());
  }

  /** The words of a well-formed line that are keys or passwords. */
  private static <T> java.util.BitSet secretsOf(
      Command<T> command, Arguments arguments, Words words) {
    java.util.BitSet secret = new java.util.BitSet();
    for (Syntax.Argument<?> argument : command.secrets()) {
      for (int i = 0; i < words.words().size(); i++) {
        if (arguments.has(argument.name())
            && words.words().get(i).column() == arguments.column(argument.name())) {
          secret.set(i);
        }
      }
    }
    return secret;
  }
}
