package dev.vigil.language;

import java.util.List;

/**
 * A configuration mode: the commands that may be entered in it.
 *
 * @param prompt as the router shows it, for example {@code config-isakmp}
 * @param keepsUnknown lines that no command takes are kept as they are, else they are errors
 * @param <T> what its commands change
 */
public record Mode<T>(
    String prompt, boolean keepsUnknown, List<Command<T>> commands, Matcher<T> matcher) {
  static <T> Mode<T> of(String prompt, boolean keepsUnknown, List<Command<T>> commands) {
    return new Mode<>(prompt, keepsUnknown, commands, new Matcher<>(commands));
  }
}
