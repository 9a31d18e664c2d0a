package dev.vigil.console;

import java.time.Duration;
import java.util.List;

/** Who gave a command, and what is his own: a console, or whoever runs {@code vigil exec}. */
interface Asker {
  /** His trace. */
  DebugLog debug();

  /** His view of the counters. */
  CounterView counters();

  /** 15 for who may do everything, else 1. */
  int privilege();

  /** His terminal, or what stands for it. */
  TerminalScreen.Terminal terminal();

  /** What he entered, the oldest first. */
  List<String> history();

  /** Whether his answers have the router's header lines, which only a person wants. */
  boolean isPerson();

  /** Shows a part of an answer that takes its time. */
  void show(String text);

  /** Waits so long; true if he wants no more. */
  boolean isTiredAfter(Duration time);
}
