package dev.vigil.language;

import java.util.List;
import java.util.Optional;

/** What became of a line. */
sealed interface LineUse {
  /** A comment or an empty line. */
  record Noted() implements LineUse {}

  /**
   * Kept as it is, for the head-end has no use for it.
   *
   * @param inBlock it belongs to the kept line before it
   */
  record Kept(boolean inBlock) implements LineUse {}

  /**
   * It is part of what the head-end is configured to do.
   *
   * @param path what it is about: the line that entered its mode, if any, and the line itself
   * @param text its wording as the router has it
   * @param later what will make use of it, if nothing does yet
   */
  record Served(List<String> path, String text, Optional<String> later) implements LineUse {}

  /** {@code exit}: the end of a mode, which the next line shows as well. */
  record Left() implements LineUse {}

  /** It belongs to a section whose first line was refused. */
  record Skipped() implements LineUse {}

  record Refused(Fault fault) implements LineUse {}
}
