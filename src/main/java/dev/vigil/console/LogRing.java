package dev.vigil.console;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last lines of the log, for {@code show logging} and for terminals that watch it. */
public final class LogRing {
  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0}: %msg%nopex";

  /** Lines that are kept. */
  static final int SIZE = 1_000;

  private final Deque<String> lines = new ArrayDeque<>();
  private final List<Consumer<String>> watchers = new CopyOnWriteArrayList<>();
  private long logged;

  /** A ring that takes what the program logs from now on. */
  public static LogRing ofProgram() {
    LogRing ring = new LogRing();
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (factory instanceof LoggerContext context) {
      PatternLayout layout = new PatternLayout();
      layout.setContext(context);
      layout.setPattern(PATTERN);
      layout.start();
      Tap tap = new Tap(ring, layout);
      tap.setContext(context);
      tap.start();
      context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(tap);
    }
    return ring;
  }

  private static final class Tap extends AppenderBase<ILoggingEvent> {
    private final LogRing ring;
    private final PatternLayout layout;

    Tap(LogRing ring, PatternLayout layout) {
      this.ring = ring;
      this.layout = layout;
    }

    @Override
    protected void append(ILoggingEvent event) {
      ring.add(layout.doLayout(event));
    }
  }

  /** Takes a line. */
  void add(String line) {
    synchronized (lines) {
      logged++;
      lines.add(line);
      if (lines.size() > SIZE) {
        lines.remove();
      }
    }
    watchers.forEach(watcher -> watcher.accept(line));
  }

  /**
   * Lets somebody see each line as it comes.
   *
   * @param watcher must not wait
   * @return ends it
   */
  Runnable watch(Consumer<String> watcher) {
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }

  void clear() {
    synchronized (lines) {
      lines.clear();
    }
  }

  /** What is kept, and how many lines there were in all. */
  LoggingScreen.Log view() {
    synchronized (lines) {
      return new LoggingScreen.Log("informational", logged, 0, SIZE, List.copyOf(lines));
    }
  }
}
