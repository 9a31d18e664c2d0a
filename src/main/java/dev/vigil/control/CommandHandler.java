package dev.vigil.control;

/** Whoever carries out a command line on the running node. */
@FunctionalInterface
public interface CommandHandler {
  /**
   * Carries out one line. Called from many threads at once; may take its time.
   *
   * @param json whether the answer is to be JSON for a program rather than text for a person
   */
  Answer handle(String line, boolean json);

  /**
   * @param exit 0 if the command was carried out, else the exit code of {@code vigil exec}
   * @param text what is shown, with its line ends
   */
  record Answer(int exit, String text) {
    /** The command was carried out. */
    public static Answer done(String text) {
      return new Answer(0, text);
    }

    /** The command was refused; {@code text} says why. */
    public static Answer refused(String text) {
      return new Answer(1, text);
    }
  }
}
