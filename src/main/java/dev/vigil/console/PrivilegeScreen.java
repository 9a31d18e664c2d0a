package dev.vigil.console;

import java.util.Map;

/** {@code show privilege}. */
final class PrivilegeScreen {
  private PrivilegeScreen() {}

  /**
   * @param level 1 in the user mode, 15 in the privileged one
   */
  static String text(int level) {
    return "Current privilege level is " + level + "\n";
  }

  static Object json(int level) {
    return Map.of("level", level);
  }
}
