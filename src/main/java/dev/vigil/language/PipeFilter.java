package dev.vigil.language;

/**
 * What {@code |} does with the lines of an answer; several follow one another.
 *
 * @param pattern a regular expression as the router writes it; empty for {@code count} of all lines
 *     and for {@code json}
 */
public record PipeFilter(Kind kind, String pattern) {
  public enum Kind {
    INCLUDE,
    EXCLUDE,
    BEGIN,
    SECTION,
    COUNT,
    /** The answer as JSON, for a program; only as the first filter. */
    JSON
  }
}
