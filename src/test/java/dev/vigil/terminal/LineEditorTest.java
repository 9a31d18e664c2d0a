package dev.vigil.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Keys go in; what comes out is drawn on a screen of one row and compared with what is meant. */
class LineEditorTest {
  private static final Assistant WORDS =
      new Assistant() {
        private final List<String> words = List.of("show", "shutdown", "session", "ping");

        @Override
        public String help(String line) {
          return "help\n";
        }

        @Override
        public List<String> complete(String line) {
          String begun = line.substring(line.lastIndexOf(' ') + 1);
          return words.stream().filter(word -> word.startsWith(begun)).toList();
        }

        @Override
        public boolean takesAnyWord(String line) {
          return line.startsWith("ping ");
        }
      };

  private final StringBuilder out = new StringBuilder();
  private final KeyDecoder keys = new KeyDecoder();
  private final History history = new History();

  /** A row of a dumb terminal: characters, backspace and carriage return. */
  private static String row(CharSequence drawn) {
    StringBuilder row = new StringBuilder();
    int at = 0;
    for (char c : drawn.toString().toCharArray()) {
      switch (c) {
        case '\b' -> at--;
        case '\r' -> at = 0;
        case '\n' -> {
          row.setLength(0);
          at = 0;
        }
        case 7 -> {}
        default -> {
          assertThat(c).isGreaterThanOrEqualTo(' ');
          if (at == row.length()) {
            row.append(c);
          } else {
            row.setCharAt(at, c);
          }
          at++;
        }
      }
    }
    return row + "|" + at;
  }

  private Entry type(LineEditor editor, String text, boolean typed) {
    for (Key key : keys.decode(text.getBytes(StandardCharsets.UTF_8))) {
      switch (editor.press(key, typed)) {
        case LineEditor.Outcome.More() -> {}
        case LineEditor.Outcome.Say(String said) -> {
          out.append('\n').append(said);
          editor.open(editor.prompt(), 0);
          editor.draw();
        }
        case LineEditor.Outcome.Done(Entry entry) -> {
          return entry;
        }
      }
    }
    return new Entry.Gone();
  }

  private LineEditor editor(int width) {
    LineEditor editor = new LineEditor(out, history, WORDS, true);
    editor.open("hub#", width);
    return editor;
  }

  private String line(String typed) {
    return type(editor(80), typed + "\r", false) instanceof Entry.Line(String text) ? text : "";
  }

  @Test
  void theKeysOfTheRoutersEditor() {
    assertThat(line("shw\u0002o")).isEqualTo("show");
    assertThat(line("how\u0001s\u0005 x")).isEqualTo("show x");
    assertThat(line("show cryptos\u007f\b")).isEqualTo("show crypt");
    assertThat(line("one two three\u0017\u0017four")).isEqualTo("one four");
    assertThat(line("one two\u0015three")).isEqualTo("three");
    assertThat(line("one two\u0001\u000b\u0019\u0019")).isEqualTo("one twoone two");
    assertThat(line("sohw\u0002\u0002\u0014\u0005")).isEqualTo("oshw");
    assertThat(line("one two\u001bb\u001bbX\u001bfY")).isEqualTo("XoneY two");
    assertThat(line("one two\u0001\u001bd")).isEqualTo(" two");
    assertThat(line("abc\u001b[D\u001b[D\u001b[3~")).isEqualTo("ac");
    assertThat(line("abc\u001b[H1\u001b[F2\u001b[200~")).isEqualTo("1abc2");
    assertThat(line("what\u0016?")).isEqualTo("what?");
    assertThat(line("h\u00f6flich \u20ac")).isEqualTo("h\u00f6flich \u20ac");
  }

  @Test
  void historyGoesBackAndForthAndKeepsTheDraft() {
    line("first");
    line("second");
    line("second");
    assertThat(history.lines()).containsExactly("first", "second");
    assertThat(line("\u001b[A\u001b[A")).isEqualTo("first");
    assertThat(line("draft\u0010\u0010\u0010\u0010\u000e\u000e\u000e")).isEqualTo("draft");
    history.resize(2);
    assertThat(history.lines()).containsExactly("first", "draft");
  }

  @Test
  void whatEndsALine() {
    assertThat(type(editor(80), "end\u001a", false)).isEqualTo(new Entry.EndMode("end"));
    assertThat(type(editor(80), "x\u0003", false)).isEqualTo(new Entry.Interrupted());
    assertThat(type(editor(80), "\u0004", false)).isEqualTo(new Entry.Gone());
    assertThat(line("a\u0001\u0004b")).isEqualTo("b");
    assertThat(line("crlf\r\nx")).isEqualTo("crlf");
  }

  @Test
  void tabCompletesAsFarAsThereIsNoChoice() {
    assertThat(line("sho\t")).isEqualTo("show ");
    assertThat(line("s\t")).isEqualTo("s");
    assertThat(line("sh\t")).isEqualTo("sh");
    assertThat(line("nothing\t")).isEqualTo("nothing");
  }

  @Test
  void aBlankCompletesOnlyWhatAPersonTypesAndOnlyWords() {
    LineEditor byHand = editor(80);
    for (String key : List.of("s", "e", "s", " ", "x", "\r")) {
      if (type(byHand, key, true) instanceof Entry.Line(String text)) {
        assertThat(text).isEqualTo("session x");
      }
    }
    assertThat(line("ses x")).as("a paste").isEqualTo("ses x");
    LineEditor value = editor(80);
    assertThat(type(value, "ping ses x\r", true)).isEqualTo(new Entry.Line("ping ses x"));
  }

  @Test
  void helpComesAtOnceAndTheLineIsDrawnAgain() {
    LineEditor editor = editor(80);
    type(editor, "show x\u0002?", false);
    assertThat(row(out)).isEqualTo("hub#show x|9");
  }

  @Test
  void theScreenShowsTheLineWhateverIsDoneToIt() {
    Random random = new Random(20_260_325);
    for (int width : new int[] {0, 15, 20, 80}) {
      out.setLength(0);
      LineBuffer line = new LineBuffer();
      LineView view = new LineView(out);
      view.open("hub#", width);
      for (int i = 0; i < 400; i++) {
        change(line, random);
        view.show(line);
        String row = row(out);
        String text = row.substring("hub#".length(), row.lastIndexOf('|'));
        int column = Integer.parseInt(row.substring(row.lastIndexOf('|') + 1)) - "hub#".length();
        assertThat(text.stripTrailing()).isEqualTo(expected(line, column, width).stripTrailing());
      }
    }
  }

  private static void change(LineBuffer line, Random random) {
    switch (random.nextInt(12)) {
      case 0 -> line.left();
      case 1 -> line.right();
      case 2 -> line.home();
      case 3 -> line.end();
      case 4 -> line.backspace();
      case 5 -> line.delete();
      case 6 -> line.wordLeft();
      case 7 -> line.swap();
      case 8 -> {
        if (random.nextInt(10) == 0) {
          line.eraseWord();
        }
      }
      default -> line.insert(Character.toString("ab c".charAt(random.nextInt(4))));
    }
  }

  /** The part of the line that belongs on the screen where the cursor is in that column. */
  private static String expected(LineBuffer line, int column, int width) {
    int room = width == 0 ? Integer.MAX_VALUE : width - "hub#".length() - 1;
    int left = line.cursor() - column;
    assertThat(column).isBetween(0, room);
    assertThat(left).isNotNegative();
    int end = Math.min(line.length(), width == 0 ? Integer.MAX_VALUE : left + room);
    StringBuilder part = new StringBuilder(line.text().substring(left, end));
    if (left > 0 && !part.isEmpty()) {
      part.setCharAt(0, '$');
    }
    if (end < line.length()) {
      part.setCharAt(part.length() - 1, '$');
    }
    return part.toString();
  }
}
