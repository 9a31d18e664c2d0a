package dev.vigil.settings;

import java.util.List;

/** The settings cannot be used; nothing was started. */
public final class InvalidSettings extends Exception {
  private final List<String> problems;

  public InvalidSettings(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  /** One sentence for each fault, in the order of the settings; never empty. */
  public List<String> problems() {
    return problems;
  }
}
