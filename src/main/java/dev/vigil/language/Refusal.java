package dev.vigil.language;

/** A line that is well formed and still cannot be honoured. Its text never holds a secret. */
final class Refusal extends Exception {
  private final String argument;

  /**
   * @param argument name of the argument that is at fault, for the caret
   */
  Refusal(String argument, String message) {
    super(message);
    this.argument = argument;
  }

  String argument() {
    return argument;
  }
}
