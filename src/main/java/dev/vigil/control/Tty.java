package dev.vigil.control;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The terminal on standard input, set by {@code stty}, which every Unix has and which knows the
 * terminal interface of its own system. Every character is handed on as it is typed; {@link #close}
 * puts the terminal back, also when the process is told to end.
 */
final class Tty implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 5;

  private final String before;
  private final Thread restorer = Thread.ofPlatform().name("tty").unstarted(this::restore);

  private Tty(String before) {
    this.before = before;
  }

  /** Takes the terminal over; empty where standard input is none. */
  static Optional<Tty> takeOver() {
    Optional<Tty> tty = stty("-g").map(String::strip).map(Tty::new);
    tty.ifPresent(taken -> {
      Runtime.getRuntime().addShutdownHook(taken.restorer);
      stty("raw", "-echo");
    });
    return tty;
  }

  /** Its size now: columns and rows; none where the system does not say. */
  Frame.Window window() {
    String[] size = stty("size").orElse("").strip().split(" ");
    try {
      return size.length == 2
          ? new Frame.Window(Integer.parseInt(size[1]), Integer.parseInt(size[0]))
          : new Frame.Window(0, 0);
    } catch (NumberFormatException e) {
      return new Frame.Window(0, 0);
    }
  }

  /**
   * Calls {@code changed} whenever the window changes its size. By reflection: the class is not in
   * the documented interface of Java, and where it is missing the size just stays as it was.
   */
  static void onResize(Runnable changed) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> answer(self, method.getName(), arguments, changed));
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("WINCH"), proxy);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      System.err.println("% The size of the window is not followed: " + e.getMessage());
    }
  }

  @SuppressWarnings("ReferenceEquality") // a proxy equals itself only
  private static @Nullable Object answer(
      Object self, String method, Object @Nullable [] arguments, Runnable changed) {
    return switch (method) {
      case "handle" -> {
        changed.run();
        yield null;
      }
      case "equals" -> arguments != null && arguments[0] == self;
      case "hashCode" -> System.identityHashCode(self);
      default -> "window size";
    };
  }

  private void restore() {
    stty(before);
  }

  @Override
  public void close() {
    restore();
    try {
      Runtime.getRuntime().removeShutdownHook(restorer);
    } catch (IllegalStateException e) {
      // The process is ending: it is being restored.
    }
  }

  private static Optional<String> stty(String... arguments) {
    List<String> command = new java.util.ArrayList<>(List.of("stty"));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(Redirect.INHERIT)
              .redirectError(Redirect.DISCARD)
              .start();
      String answer =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      boolean done = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return done && process.exitValue() == 0 ? Optional.of(answer) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
