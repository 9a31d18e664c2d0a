package dev.vigil.language;

import java.util.List;

/**
 * Something about a configuration as a whole that its reader should know.
 *
 * @param severity whether the configuration can be used all the same
 * @param path the line that it is about, as {@link LineUse.Served} names it; empty: none
 * @param message what it is; never with a secret
 */
public record Finding(Severity severity, List<String> path, String message) {
  public Finding {
    path = List.copyOf(path);
  }

  /** What follows from a finding. */
  public enum Severity {
    /** The configuration is refused. */
    ERROR,
    /** It is used as it is. */
    WARNING
  }

  static Finding error(String message, String... path) {
    return new Finding(Severity.ERROR, List.of(path), message);
  }

  static Finding warning(String message, String... path) {
    return new Finding(Severity.WARNING, List.of(path), message);
  }
}
