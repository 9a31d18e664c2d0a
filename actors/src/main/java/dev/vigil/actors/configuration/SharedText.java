package dev.vigil.actors.configuration;

/**
 * A version of the configuration.
 *
 * @param number of the change that made it; 0: none was made yet
 * @param saved number of the last one that was written to the nodes' startup files
 * @param text as {@code show running-config} has it, keys included
 */
public record SharedText(long number, long saved, String text) {
  /** Before there is any. */
  public static final SharedText NONE = new SharedText(0, 0, "");

  /** Whether this is a later state of the configuration than {@code other}. */
  public boolean isAfter(SharedText other) {
    return number > other.number || number == other.number && saved > other.saved;
  }

  /** The text holds keys. */
  @Override
  public String toString() {
    return "SharedText[number=" + number + ", saved=" + saved + "]";
  }
}
