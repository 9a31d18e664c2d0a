package dev.vigil.control;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;

/**
 * SIGTERM, SIGINT and SIGHUP: they let a command end in its own way and with its own exit code,
 * where the Java machine alone would stop it between two statements.
 */
public final class Termination {
  private static final int SOFTWARE_ERROR = 70;

  /** Longer than any command takes to end, goodbye to all peers included. */
  private static final int PATIENCE_SECONDS = 30;

  private Termination() {}

  /**
   * Runs the command to its end.
   *
   * @param command is given what is done as soon as the process is told to stop
   * @return the exit code, for {@code System.exit}
   */
  public static int letEnd(ToIntFunction<CompletableFuture<Void>> command) {
    CompletableFuture<Void> told = new CompletableFuture<>();
    CompletableFuture<Integer> ended = new CompletableFuture<>();
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("termination")
                .unstarted(() -> {
                  told.complete(null);
                  await(ended);
                }));
    int exit = SOFTWARE_ERROR;
    try {
      exit = command.applyAsInt(told);
    } finally {
      ended.complete(exit);
    }
    return exit;
  }

  /** The machine's own way out would put 128 and the signal's number in place of the exit code. */
  private static void await(Future<Integer> ended) {
    try {
      int exit = ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      System.out.flush();
      System.err.flush();
      Runtime.getRuntime().halt(exit);
    } catch (TimeoutException | ExecutionException e) {
      System.err.println("% The command does not end; it is stopped.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
