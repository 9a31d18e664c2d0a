package dev.vigil.language;

import java.util.List;
import java.util.StringJoiner;

/** Writes a line from its syntax and arguments. */
final class Wording {
  private final Arguments arguments;
  private final StringJoiner words = new StringJoiner(" ");

  private Wording(Arguments arguments) {
    this.arguments = arguments;
  }

  static String of(List<Syntax> syntax, Arguments arguments) {
    Wording wording = new Wording(arguments);
    syntax.forEach(wording::write);
    return wording.words.toString();
  }

  private void write(Syntax part) {
    switch (part) {
      case Syntax.Keyword keyword -> words.add(keyword.shown());
      case Syntax.Item<?> item -> words.add(item.text());
      case Syntax.Argument<?> argument -> writeValues(argument, 1);
      case Syntax.Repeated repeated -> writeValues(repeated.argument(), Integer.MAX_VALUE);
      case Syntax.Choice<?> choice ->
          choice.items().stream().filter(this::isChosen).findFirst().ifPresent(this::write);
      case Syntax.Maybe maybe -> {
        if (isChosen(maybe.parts())) {
          maybe.parts().forEach(this::write);
        }
      }
      case Syntax.OneOf oneOf ->
          oneOf.branches().stream()
              .filter(branch -> isChosen(List.of(branch)))
              .findFirst()
              .ifPresent(this::write);
      case Syntax.Sequence sequence -> sequence.parts().forEach(this::write);
      case Syntax.AnyOrder any -> any.parts().stream().filter(this::isChosen).forEach(this::write);
    }
  }

  private <V> void writeValues(Syntax.Argument<V> argument, int atMost) {
    arguments.all(argument).stream()
        .limit(atMost)
        .map(argument.type().writer())
        .forEach(words::add);
  }

  /**
   * Whether the arguments ask for these parts: all that they need is there. Parts without anything
   * open are asked for by their first keyword.
   */
  private boolean isChosen(List<Syntax> parts) {
    List<Syntax> open = parts.stream().filter(p -> !(p instanceof Syntax.Keyword)).toList();
    if (open.stream().allMatch(Wording::mayBeLeftOut)) {
      return parts.getFirst() instanceof Syntax.Keyword keyword && arguments.has(keyword);
    }
    return open.stream().allMatch(this::isChosen);
  }

  private static boolean mayBeLeftOut(Syntax part) {
    return part instanceof Syntax.Maybe || part instanceof Syntax.AnyOrder;
  }

  private boolean isChosen(Syntax part) {
    return switch (part) {
      case Syntax.Keyword keyword -> arguments.has(keyword);
      case Syntax.Item<?> item -> arguments.raw(item.choice()).contains(item.value());
      case Syntax.Argument<?> argument -> arguments.has(argument.name());
      case Syntax.Repeated repeated -> arguments.has(repeated.argument().name());
      case Syntax.Choice<?> choice -> choice.items().stream().anyMatch(this::isChosen);
      case Syntax.Maybe _, Syntax.AnyOrder _ -> true;
      case Syntax.OneOf oneOf -> oneOf.branches().stream().anyMatch(b -> isChosen(List.of(b)));
      case Syntax.Sequence sequence -> isChosen(sequence.parts());
    };
  }
}
