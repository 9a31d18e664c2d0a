package dev.vigil.terminal;

import dev.vigil.control.ConsoleLine;
import dev.vigil.control.Frame;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One console's terminal: asks for lines, shows text page by page. For one thread, but {@link
 * #monitor} for all.
 */
public final class Terminal {
  private static final Duration LULL = Duration.ofMillis(100);
  private static final int ROUTERS_ROWS = 24;
  private static final int ROUTERS_COLUMNS = 80;
  private static final int HAND_TYPED = 4;

  private final ConsoleLine line;
  private final Screen screen;
  private final Inbox inbox = new Inbox();
  private final KeyDecoder decoder = new KeyDecoder();
  private final Deque<Key> keys = new ArrayDeque<>();
  private final MonitorQueue monitor = new MonitorQueue(inbox::wake);
  private final History history = new History();
  private Frame.Window window;
  private OptionalInt length = OptionalInt.empty();
  private OptionalInt width = OptionalInt.empty();
  private boolean typed;
  private boolean ended;
  private @Nullable LineEditor editor;

  public Terminal(ConsoleLine line) {
    this.line = line;
    this.screen = new Screen(line);
    this.window =
        line.isTerminal()
            ? new Frame.Window(ROUTERS_COLUMNS, ROUTERS_ROWS)
            : new Frame.Window(0, 0);
    inbox.listen(line);
  }

  /** Lines that come of themselves: shown between what is typed. */
  public MonitorQueue monitor() {
    return monitor;
  }

  public History history() {
    return history;
  }

  /** Lines of a page; 0: no pages. The window's, unless it was set. */
  public int length() {
    return length.orElse(window.rows());
  }

  /** Columns; 0: as wide as need be. The window's, unless it was set. */
  public int width() {
    return width.orElse(window.columns());
  }

  public void setLength(int lines) {
    length = OptionalInt.of(lines);
  }

  public void setWidth(int columns) {
    width = OptionalInt.of(columns);
  }

  /** Asks for a line, which goes into the history. */
  public Entry ask(String prompt, Assistant assistant, Pause pause) {
    LineEditor asking = new LineEditor(screen.raw(), history, assistant, line.isTerminal());
    asking.open(prompt, width());
    editor = asking;
    try {
      return edit(asking, pause);
    } finally {
      editor = null;
    }
  }

  private Entry edit(LineEditor asking, Pause pause) {
    while (true) {
      Optional<Key> key = nextKey(pause);
      if (key.isEmpty()) {
        screen.text("\n");
        return new Entry.Gone();
      }
      LineEditor.Outcome outcome = asking.press(key.get(), typed);
      switch (outcome) {
        case LineEditor.Outcome.More() -> {}
        case LineEditor.Outcome.Say(String text) -> {
          screen.text("\n" + text);
          asking.open(asking.prompt(), width());
          asking.draw();
        }
        case LineEditor.Outcome.Done(Entry entry) -> {
          screen.text("\n");
          return entry;
        }
      }
    }
  }

  /** Asks for something that is not to be seen; empty if nothing more will come. */
  public Optional<String> askSecret(String prompt) {
    screen.text(prompt);
    StringBuilder secret = new StringBuilder();
    while (true) {
      Optional<Key> key = nextKey(Pause.NONE);
      if (key.isEmpty() || key.get() == Key.Control.INTERRUPT) {
        screen.text("\n");
        return Optional.empty();
      } else if (key.get() == Key.Control.ENTER) {
        screen.text("\n");
        return Optional.of(secret.toString());
      } else if (key.get() == Key.Control.BACKSPACE) {
        secret.setLength(Math.max(0, secret.length() - 1));
      } else if (key.get() instanceof Key.Printable(char c)) {
        secret.append(c);
      } else if (key.get() instanceof Key.Literal(char c)) {
        secret.append(c);
      }
    }
  }

  /** Shows text with line feeds, page by page where pages are wanted. */
  public void print(String text) {
    int page = line.isTerminal() ? length() : 0;
    int room = page - 1;
    for (String row : text.split("(?<=\n)", -1)) {
      int rows = rows(row);
      if (page > 1 && !row.isEmpty() && room < rows) {
        int more = askForMore(page - 1);
        if (more == 0) {
          return;
        }
        room = more;
      }
      room -= rows;
      screen.text(row);
    }
  }

  private int rows(String row) {
    return width() == 0 ? 1 : Math.max(1, (row.length() - 1 + width() - 1) / width());
  }

  /** How many rows more are wanted; 0: no more. */
  private int askForMore(int page) {
    String question = " --More-- ";
    screen.text(question);
    Optional<Key> key = nextKey(Pause.NONE);
    int n = question.length();
    screen.raw().repeat('\b', n).repeat(' ', n).repeat('\b', n);
    return key.isEmpty()
        ? 0
        : switch (key.get()) {
          case Key.Printable(char c) -> c == ' ' ? page : 0;
          case Key.Literal _ -> 0;
          case Key.Control control -> control == Key.Control.ENTER ? 1 : 0;
        };
  }

  /** Shows text at once, such as one of many steps. */
  public void printNow(String text) {
    screen.text(text);
    screen.flush();
  }

  /** Writes what is not yet written. */
  public void flush() {
    screen.flush();
  }

  /**
   * Waits at most so long for Ctrl-C; other keys are for the next line.
   *
   * @return whether it was pressed, or the person at the terminal is gone
   */
  public boolean isInterrupted(Duration patience) {
    screen.flush();
    if (ended) {
      // A program that has said all it has to say still reads the answers.
      LockSupport.parkNanos(patience.toNanos());
      return line.isTerminal() || Thread.currentThread().isInterrupted();
    }
    inbox.poll(patience).ifPresent(this::happened);
    boolean pressed = keys.contains(Key.Control.INTERRUPT);
    if (pressed) {
      keys.clear();
    }
    return pressed;
  }

  private Optional<Key> nextKey(Pause pause) {
    while (keys.isEmpty()) {
      Optional<Inbox.Event> event = inbox.poll();
      if (event.isEmpty()) {
        showMonitored();
        screen.flush();
        event = pause.isWanted() ? inbox.poll(LULL) : Optional.of(inbox.take());
      }
      if (event.isEmpty()) {
        String said = pause.take();
        if (!said.isEmpty()) {
          interject(said);
        }
      } else if (!happened(event.get())) {
        return Optional.empty();
      }
    }
    return Optional.of(keys.poll());
  }

  /** False at the end. */
  private boolean happened(Inbox.Event event) {
    switch (event) {
      case Inbox.Event.Input(Frame.Data(byte[] bytes)) -> {
        typed = bytes.length <= HAND_TYPED;
        keys.addAll(decoder.decode(bytes));
      }
      case Inbox.Event.Input(Frame.Window size) -> resize(size);
      case Inbox.Event.Input(Frame.Exit _) -> {}
      case Inbox.Event.Wake _ -> {}
      case Inbox.Event.End _ -> ended = true;
    }
    return !ended;
  }

  private void resize(Frame.Window size) {
    window =
        size.columns() == 0 || size.rows() == 0
            ? new Frame.Window(ROUTERS_COLUMNS, ROUTERS_ROWS)
            : size;
    if (editor != null) {
      // The terminal has wrapped what was there in its own way; a line of ours begins anew.
      interject("");
    }
  }

  /** Lines of the log come between two keys, never into the middle of a page. */
  private void showMonitored() {
    if (editor != null) {
      List<String> lines = monitor.drain();
      if (!lines.isEmpty()) {
        interject(String.join("\n", lines) + "\n");
      }
    }
  }

  private void interject(String text) {
    LineEditor open = editor;
    if (open == null || (text.isEmpty() && !line.isTerminal())) {
      return;
    }
    if (line.isTerminal()) {
      open.erase();
    } else {
      screen.text("\n");
    }
    screen.text(text);
    open.open(open.prompt(), width());
    open.draw();
  }
}
