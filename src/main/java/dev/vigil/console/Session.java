package dev.vigil.console;

import dev.vigil.control.CommandHandler.Answer;
import dev.vigil.control.ConsoleLine;
import dev.vigil.language.ExecLanguage;
import dev.vigil.language.ExecLanguage.Parsed;
import dev.vigil.language.ExecRequest;
import dev.vigil.language.Fault;
import dev.vigil.language.NameSource;
import dev.vigil.language.PipeFilter;
import dev.vigil.terminal.Assistant;
import dev.vigil.terminal.Entry;
import dev.vigil.terminal.Pause;
import dev.vigil.terminal.Terminal;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One interactive console, from its first prompt to its end. For one thread. */
final class Session implements Asker {
  private static final Logger LOG = LoggerFactory.getLogger(Session.class);
  private static final int TRIES = 3;

  private final Console console;
  private final Node node;
  private final ConsoleLine line;
  private final Terminal terminal;
  private final CounterView counters;
  private final DebugLog debug;
  private final Watch watch;
  private volatile Instant lastKey;
  private int number;
  private boolean privileged;
  private boolean over;

  Session(Console console, ConsoleLine line) {
    this.console = console;
    this.node = console.node();
    this.line = line;
    this.terminal = new Terminal(line);
    this.counters = new CounterView(node.headEnd());
    this.lastKey = node.clock().instant();
    this.watch = new Watch(node.log(), terminal.monitor());
    this.debug =
        new DebugLog(
            condition -> node.headEnd().debug(condition, Console.DEBUG_BOUND),
            node.format(),
            watch::debugLine,
            terminal.monitor()::lost);
  }

  /** When a line was entered last. */
  Instant lastKey() {
    return lastKey;
  }

  /**
   * Asks for lines and carries them out until the user leaves; the exit code.
   *
   * @param place the number of this console
   */
  int run(int place) {
    number = place;
    LOG.info("console opened user={}", line.user());
    try {
      while (!over) {
        switch (terminal.ask(prompt(), assistant(privileged), Pause.NONE)) {
          case Entry.Line(String text) -> exec(text, prompt());
          case Entry.EndMode(String text) -> exec(text, prompt());
          case Entry.Interrupted() -> {}
          case Entry.Gone() -> over = true;
        }
      }
      terminal.flush();
    } catch (UncheckedIOException e) {
      LOG.debug("a console was lost: {}", e.getMessage());
    } finally {
      debug.off();
      watch.monitor(false);
      LOG.info("console closed user={}", line.user());
    }
    return 0;
  }

  private String prompt() {
    return node.hostname() + (privileged ? "#" : ">");
  }

  private Assistant assistant(boolean allowed) {
    return new Assistant() {
      @Override
      public String help(String begun) {
        return ExecLanguage.help(begun, allowed);
      }

      @Override
      public List<String> complete(String begun) {
        return ExecLanguage.complete(begun, allowed, NameSource.of(node.headEnd().config()));
      }

      @Override
      public boolean takesAnyWord(String begun) {
        return ExecLanguage.takesValue(begun, allowed);
      }
    };
  }

  /**
   * Carries out a line of the exec mode.
   *
   * @param before what stood before it on the screen, for the caret
   */
  private void exec(String text, String before) {
    lastKey = node.clock().instant();
    if (text.isBlank() || text.strip().startsWith("!")) {
      return;
    }
    switch (ExecLanguage.parse(text, privileged)) {
      case Parsed.Refused(Fault fault) -> terminal.print(fault.answer(before.length()) + "\n\n");
      case Parsed.Help(String help) -> terminal.print(help);
      case Parsed.Request(ExecRequest request, List<PipeFilter> filters) ->
          request(request, filters);
    }
  }

  private void request(ExecRequest request, List<PipeFilter> filters) {
    switch (request) {
      case ExecRequest.Show show -> terminal.print(console.show(show, filters, false, this).text());
      case ExecRequest.Act act -> {
        Answer answer = console.act(act, this);
        terminal.print(answer.text());
      }
      case ExecRequest.AtTerminal atTerminal -> atTerminal(atTerminal);
    }
  }

  private void atTerminal(ExecRequest.AtTerminal request) {
    switch (request) {
      case ExecRequest.Enable() -> enable();
      case ExecRequest.Disable() -> privileged = false;
      case ExecRequest.Leave() -> over = true;
      case ExecRequest.ConfigureTerminal() -> configure();
      case ExecRequest.TerminalLength(int lines) -> terminal.setLength(lines);
      case ExecRequest.TerminalWidth(int columns) -> terminal.setWidth(columns);
      case ExecRequest.TerminalMonitor(boolean on) -> watch.monitor(on);
      case ExecRequest.TerminalHistory(int lines) -> terminal.history().resize(lines);
      case ExecRequest.ShowPrivilege _, ExecRequest.ShowTerminal _, ExecRequest.ShowHistory _ ->
          throw new IllegalStateException("these are shown");
    }
  }

  private void enable() {
    if (privileged) {
      return;
    }
    Optional<EnableSecret> secret = EnableSecret.of(node.running().current().config());
    for (int i = 0; secret.isPresent() && i < TRIES; i++) {
      Optional<String> entered = terminal.askSecret("Password: ");
      if (entered.isEmpty()) {
        return;
      }
      if (secret.get().is(entered.get())) {
        privileged = true;
        return;
      }
    }
    if (secret.isPresent()) {
      LOG.warn("enable refused user={}", line.user());
      terminal.print("% Bad secrets\n\n");
    } else {
      privileged = true;
    }
  }

  private void configure() {
    terminal.print("Enter configuration commands, one per line.  End with CNTL/Z.\n");
    Configuring configuring = new Configuring(node.running(), terminal, this::exec);
    over = configuring.run();
    String notice = "%SYS-5-CONFIG_I: Configured from console by " + line.user();
    LOG.info(notice);
    if (!watch.seesLog() && watch.isAwake()) {
      terminal.print(node.format().stamp(node.clock().instant()) + ": " + notice + "\n");
    }
  }

  @Override
  public DebugLog debug() {
    return debug;
  }

  @Override
  public CounterView counters() {
    return counters;
  }

  @Override
  public int privilege() {
    return privileged ? Console.PRIVILEGED : 1;
  }

  @Override
  public TerminalScreen.Terminal terminal() {
    return new TerminalScreen.Terminal(
        number,
        "local",
        line.isTerminal() ? "terminal" : "pipe",
        terminal.length(),
        terminal.width(),
        terminal.history().size(),
        watch.seesLog());
  }

  @Override
  public List<String> history() {
    return terminal.history().lines();
  }

  @Override
  public boolean isPerson() {
    return true;
  }

  @Override
  public void show(String text) {
    terminal.printNow(text);
  }

  @Override
  public boolean isTiredAfter(Duration time) {
    return terminal.isInterrupted(time);
  }
}
