package dev.vigil.terminal;

import java.util.List;

/** Writes one line, key by key. */
final class LineEditor {
  private static final char BELL = 7;

  private final LineBuffer line = new LineBuffer();
  private final LineView view;
  private final StringBuilder out;
  private final Assistant assistant;
  private final boolean terminal;
  private final List<String> earlier;
  private final History history;
  private String prompt = "";
  private String draft = "";
  private int back;

  /** What a key comes to. */
  sealed interface Outcome {
    record More() implements Outcome {}

    /** Something is to be said; then the line is drawn again. */
    record Say(String text) implements Outcome {}

    record Done(Entry entry) implements Outcome {}
  }

  /**
   * @param out takes what is drawn
   * @param terminal whether there is a person's terminal, or a program that reads all we write
   */
  LineEditor(StringBuilder out, History history, Assistant assistant, boolean terminal) {
    this.out = out;
    this.view = new LineView(out);
    this.history = history;
    this.earlier = history.lines();
    this.assistant = assistant;
    this.terminal = terminal;
  }

  String prompt() {
    return prompt;
  }

  /** Begins at the left margin; what was written so far is kept. */
  void open(String newPrompt, int width) {
    prompt = newPrompt;
    view.open(prompt, terminal ? width : 0);
  }

  void draw() {
    view.show(line);
  }

  void erase() {
    view.erase();
  }

  /**
   * @param typed by hand, so that a blank may complete a word; a program expects to see what it
   *     sent
   */
  Outcome press(Key key, boolean typed) {
    Outcome outcome =
        switch (key) {
          case Key.Printable(char c) -> character(c, typed);
          case Key.Literal(char c) -> insert(c);
          case Key.Control control -> control(control);
        };
    view.show(line);
    return outcome;
  }

  private Outcome character(char c, boolean typed) {
    if (c == '?') {
      out.append('?');
      return new Outcome.Say(assistant.help(line.upToCursor()));
    }
    if (c == ' ' && typed && terminal && line.cursor() == line.length()) {
      completeByBlank();
    }
    return insert(c);
  }

  private Outcome insert(char c) {
    line.insert(Character.toString(c));
    return new Outcome.More();
  }

  private Outcome control(Key.Control key) {
    switch (key) {
      case ENTER -> {
        return done(new Entry.Line(entered()));
      }
      case END_MODE -> {
        line.end();
        view.show(line);
        out.append("^Z");
        return new Outcome.Done(new Entry.EndMode(entered()));
      }
      case INTERRUPT -> {
        line.end();
        view.show(line);
        out.append("^C");
        return new Outcome.Done(new Entry.Interrupted());
      }
      case DELETE_OR_LEAVE -> {
        if (line.length() == 0) {
          return new Outcome.Done(new Entry.Gone());
        }
        line.delete();
      }
      case TAB -> complete();
      case REDRAW -> {
        return new Outcome.Say("");
      }
      case PREVIOUS -> recall(back + 1);
      case NEXT -> recall(back - 1);
      case LITERAL, NOTHING -> {}
      default -> edit(key);
    }
    return new Outcome.More();
  }

  private void edit(Key.Control key) {
    switch (key) {
      case BACKSPACE -> line.backspace();
      case DELETE -> line.delete();
      case LEFT -> line.left();
      case RIGHT -> line.right();
      case WORD_LEFT -> line.wordLeft();
      case WORD_RIGHT -> line.wordRight();
      case HOME -> line.home();
      case END -> line.end();
      case ERASE_LINE -> line.eraseLine();
      case ERASE_TO_END -> line.eraseToEnd();
      case ERASE_WORD -> line.eraseWord();
      case ERASE_WORD_AFTER -> line.eraseWordAfter();
      case YANK -> line.yank();
      case SWAP -> line.swap();
      default -> {}
    }
  }

  private Outcome done(Entry entry) {
    line.end();
    return new Outcome.Done(entry);
  }

  private String entered() {
    history.add(line.text());
    return line.text();
  }

  private void recall(int steps) {
    if (steps < 0 || steps > earlier.size()) {
      return;
    }
    if (back == 0) {
      draft = line.text();
    }
    back = steps;
    line.set(back == 0 ? draft : earlier.get(earlier.size() - back));
  }

  private void complete() {
    String before = line.upToCursor();
    String word = lastWord(before);
    List<String> words = assistant.complete(before);
    String common = words.stream().reduce(LineEditor::common).orElse("");
    if (common.length() > word.length()) {
      line.insert(common.substring(word.length()));
    }
    if (words.size() == 1) {
      line.insert(" ");
    } else if (common.length() <= word.length() && terminal) {
      out.append(BELL);
    }
  }

  /** A blank completes a word that can be nothing else. */
  private void completeByBlank() {
    String before = line.text();
    String word = lastWord(before);
    if (!word.isEmpty() && !assistant.takesAnyWord(before)) {
      List<String> words = assistant.complete(before);
      if (words.size() == 1 && words.getFirst().length() > word.length()) {
        line.insert(words.getFirst().substring(word.length()));
      }
    }
  }

  private static String common(String a, String b) {
    int n = 0;
    while (n < Math.min(a.length(), b.length()) && a.charAt(n) == b.charAt(n)) {
      n++;
    }
    return a.substring(0, n);
  }

  private static String lastWord(String text) {
    return text.substring(text.lastIndexOf(' ') + 1);
  }
}
