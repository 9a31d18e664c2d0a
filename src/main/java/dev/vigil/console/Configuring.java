package dev.vigil.console;

import dev.vigil.language.LanguageSession;
import dev.vigil.language.LanguageSession.Answer;
import dev.vigil.terminal.Assistant;
import dev.vigil.terminal.Entry;
import dev.vigil.terminal.Pause;
import dev.vigil.terminal.Terminal;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A console in its configuration mode. */
final class Configuring {
  private final RunningStore store;
  private final ConfigMode mode;
  private final Terminal terminal;
  private final BiConsumer<String, String> exec;
  private int kept;

  /**
   * @param exec carries out a line of the exec mode, given what stood before it on the screen
   */
  Configuring(RunningStore store, Terminal terminal, BiConsumer<String, String> exec) {
    this.store = store;
    this.mode = new ConfigMode(store);
    this.terminal = terminal;
    this.exec = exec;
  }

  /**
   * Asks for lines until the mode is left.
   *
   * @return whether the console is gone
   */
  boolean run() {
    boolean gone = false;
    boolean ended = false;
    Assistant assistant = assistant();
    while (!ended) {
      String prompt = mode.prompt(Node.UNNAMED);
      switch (terminal.ask(prompt, assistant, pause())) {
        case Entry.Line(String text) -> ended = enter(text, prompt);
        case Entry.EndMode(String text) -> {
          enter(text, prompt);
          ended = true;
        }
        case Entry.Interrupted() -> ended = true;
        case Entry.Gone() -> {
          ended = true;
          gone = true;
        }
      }
    }
    terminal.print(mode.settle(true));
    terminal.print(mode.warnings(store.findings()));
    if (kept > 0) {
      terminal.print("%% %d lines are kept and have no effect here.%n".formatted(kept));
    }
    return gone;
  }

  /** True at the end of the mode. */
  private boolean enter(String text, String prompt) {
    String line = text.strip();
    if (!mode.awaitsText() && (line.isEmpty() || line.startsWith("!"))) {
      return false;
    }
    Optional<String> forExec = LanguageSession.execPart(text);
    if (!mode.awaitsText() && forExec.isPresent()) {
      terminal.print(mode.settle(false));
      exec.accept(forExec.get(), prompt);
      return false;
    }
    return switch (mode.enter(text)) {
      case Answer.Accepted(boolean unused) -> {
        kept += unused ? 1 : 0;
        yield false;
      }
      case Answer.Ended() -> true;
      case Answer.Refused(var fault) -> {
        terminal.print(fault.answer(prompt.length()) + "\n\n");
        yield false;
      }
    };
  }

  private Pause pause() {
    return new Pause() {
      @Override
      public boolean isWanted() {
        return mode.isUnsettled();
      }

      @Override
      public String take() {
        return mode.settle(false);
      }
    };
  }

  private Assistant assistant() {
    return new Assistant() {
      @Override
      public String help(String begun) {
        return mode.answer(begun);
      }

      @Override
      public List<String> complete(String begun) {
        return mode.complete(begun);
      }

      @Override
      public boolean takesAnyWord(String begun) {
        return mode.takesValue(begun);
      }
    };
  }
}
