package dev.vigil.settings;

import java.nio.file.Path;

/** Where the 128-bit key comes from that hides the peer tag in our cookies. */
public sealed interface CookieKeySource {
  /** A fresh key for each start: cookies of an earlier start are unknown. */
  record Ephemeral() implements CookieKeySource {}

  /** 32 hex digits in a file; made there, mode 0600, if there is none. */
  record KeyFile(Path path) implements CookieKeySource {}

  /** 32 hex digits in an environment variable. */
  record EnvironmentVariable(String name) implements CookieKeySource {}
}
