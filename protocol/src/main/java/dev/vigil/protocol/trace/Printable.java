package dev.vigil.protocol.trace;

/** Text from the network, made harmless for a terminal and a log: one line, nothing that steers. */
final class Printable {
  private static final int LONGEST = 128;

  private Printable() {}

  /** With a question mark for each control or format character, cut where it is too long. */
  static String of(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .map(point -> steers(point) ? '?' : point)
        .forEach(safe::appendCodePoint);
    return safe.toString();
  }

  private static boolean steers(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
