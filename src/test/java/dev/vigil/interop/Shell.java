package dev.vigil.interop;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs one command to its end, within a time limit. */
final class Shell {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final File NOTHING = new File("/dev/null");

  /** What a finished command left: its exit code, and standard output and error in one text. */
  record Outcome(int exit, String output) {}

  private Shell() {}

  /** Runs {@code command}; a non-zero exit code is a failure. */
  static String run(String... command) {
    return run(List.of(command));
  }

  /** Runs {@code command}; a non-zero exit code is a failure. */
  static String run(List<String> command) {
    Outcome outcome = attempt(LIMIT, Map.of(), command);
    if (outcome.exit() != 0) {
      throw new AssertionError(
          String.join(" ", command) + " ended with " + outcome.exit() + ":\n" + outcome.output());
    }
    return outcome.output();
  }

  /** Runs {@code command} with {@code environment} added, at most for {@code limit}. */
  static Outcome attempt(Duration limit, Map<String, String> environment, List<String> command) {
    try {
      Path output = Files.createTempFile("vigil-interop", ".out");
      try {
        ProcessBuilder builder =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(NOTHING))
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
        }
        String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        if (!ended) {
          throw new AssertionError(
              String.join(" ", command) + " still ran after " + limit + ":\n" + text);
        }
        return new Outcome(process.exitValue(), text);
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(String.join(" ", command), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted in " + String.join(" ", command), e);
    }
  }
}
