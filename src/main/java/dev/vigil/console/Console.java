package dev.vigil.console;

import dev.vigil.control.CommandHandler;
import dev.vigil.control.ConsoleLine;
import dev.vigil.control.SessionHandler;
import dev.vigil.language.ExecLanguage;
import dev.vigil.language.ExecLanguage.Parsed;
import dev.vigil.language.ExecRequest;
import dev.vigil.language.PipeFilter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The running node's command line: single commands for {@code vigil exec}, and sessions for {@code
 * vigil console}.
 */
public final class Console implements CommandHandler, SessionHandler {
  /** Trace events that may wait to be written. */
  static final int DEBUG_BOUND = 8_192;

  /** The level of who may do everything. */
  static final int PRIVILEGED = 15;

  private final Node node;
  private final Consoles consoles = new Consoles();
  private final ShowAnswers shows;
  private final ActAnswers acts;
  private final CounterView counters;
  private final DebugLog debug;

  /**
   * @param debugWriter takes the lines of the trace that {@code vigil exec} turned on
   */
  public Console(Node node, Consumer<String> debugWriter) {
    this.node = node;
    this.shows = new ShowAnswers(node, consoles);
    this.acts = new ActAnswers(node);
    this.counters = new CounterView(node.headEnd());
    this.debug =
        new DebugLog(
            condition -> node.headEnd().debug(condition, DEBUG_BOUND),
            node.format(),
            debugWriter,
            lost -> debugWriter.accept(lost + " debug messages lost: the log cannot keep up"));
  }

  @Override
  public Answer handle(String line, boolean json) {
    return switch (ExecLanguage.parse(line)) {
      case Parsed.Refused refused -> Answer.refused(refused.message() + "\n");
      case Parsed.Help(String text) -> Answer.done(text);
      case Parsed.Request(ExecRequest request, List<PipeFilter> filters) -> {
        Script script = new Script();
        Answer answer = answer(request, filters, json, script);
        yield new Answer(answer.exit(), script.shown + answer.text());
      }
    };
  }

  private Answer answer(ExecRequest request, List<PipeFilter> filters, boolean json, Asker asker) {
    return switch (request) {
      case ExecRequest.Show show -> show(show, filters, json, asker);
      case ExecRequest.Act act -> acts.answer(act, asker);
      case ExecRequest.AtTerminal _ ->
          Answer.refused("% This concerns a terminal: ./vigil console is one.\n");
    };
  }

  /** An answer to {@code show}, filtered. */
  Answer show(ExecRequest.Show request, List<PipeFilter> filters, boolean json, Asker asker) {
    Answer answer = shows.answer(request, json || PipeFilter.asksForJson(filters), asker);
    return new Answer(answer.exit(), PipeFilter.apply(filters, answer.text()));
  }

  Answer act(ExecRequest.Act request, Asker asker) {
    return acts.answer(request, asker);
  }

  Node node() {
    return node;
  }

  @Override
  public int serve(ConsoleLine line) {
    Session session = new Session(this, line);
    Consoles.Place place = consoles.enter(line.user(), session);
    try {
      return session.run(place.number());
    } finally {
      consoles.leave(place);
    }
  }

  /** One run of {@code vigil exec}: what it turned on stays on, its answer comes as a whole. */
  private final class Script implements Asker {
    private final StringBuilder shown = new StringBuilder();

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
      return PRIVILEGED;
    }

    @Override
    public TerminalScreen.Terminal terminal() {
      return new TerminalScreen.Terminal(0, "local", "", 0, 0, 0, false);
    }

    @Override
    public List<String> history() {
      return List.of();
    }

    @Override
    public boolean isPerson() {
      return false;
    }

    @Override
    public void show(String text) {
      shown.append(text);
    }

    @Override
    public boolean isTiredAfter(Duration time) {
      LockSupport.parkNanos(time.toNanos());
      return Thread.currentThread().isInterrupted();
    }
  }
}
