package dev.vigil.settings;

import java.nio.file.Path;

/**
 * Where the 256-bit keys come from that snapshots at rest are encrypted with: 64 hex digits each.
 * The first writes; all others only read what was written with them before.
 */
public sealed interface StoreKeySource {
  /** A key a line; made there with a fresh key, mode 0600, if there is none. */
  record KeyFile(Path path) implements StoreKeySource {}

  /** Keys in an environment variable, with blanks between them. */
  record EnvironmentVariable(String name) implements StoreKeySource {}
}
