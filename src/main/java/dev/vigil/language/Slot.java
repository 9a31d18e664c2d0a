package dev.vigil.language;

import java.util.List;

/** A place in the text of a configuration. */
public sealed interface Slot {
  /** A comment or an empty line, as it was written. */
  record Note(String text) implements Slot {}

  /**
   * A line, or several that belong together, for which the head-end has no use, as it was written.
   */
  record Kept(String text) implements Slot {}

  /**
   * Where a line that the head-end serves stands; its wording follows from the configuration.
   *
   * @param key what the line is about
   * @param body the lines of the mode that it enters
   */
  record Place(String key, List<Slot> body) implements Slot {
    public Place {
      body = List.copyOf(body);
    }
  }
}
