package dev.vigil.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the snapshots of peers are kept, and how.
 *
 * @param directory of the node's own files; made, for its owner only, where it is missing
 * @param fsync whether a write counts as safe only once the disk says that it has it
 * @param gather how long a write may wait for others to go to disk with it
 * @param key what records are encrypted with
 * @param postgresql for {@link Kind#POSTGRESQL}
 */
public record StoreSettings(
    Kind kind,
    Path directory,
    boolean fsync,
    Duration gather,
    StoreKeySource key,
    Postgresql postgresql) {

  /** Which store it is. */
  public enum Kind {
    /** In files of this node: a restart keeps every tunnel. */
    EMBEDDED,
    /** On several nodes of the cluster, and in files of each. */
    REPLICATED,
    /** In a database that all nodes reach. */
    POSTGRESQL,
    /** In this process, and gone with it. */
    MEMORY;

    /** Whether snapshots are there after the process has ended. */
    public boolean outlivesProcess() {
      return this != MEMORY;
    }
  }

  /**
   * Where the database is.
   *
   * @param url as JDBC has it: {@code jdbc:postgresql://host/database}
   * @param passwordFile whose first line is the password; empty: the variable has it
   * @param passwordVariable environment variable; unset: no password is given
   * @param connections that may be open at a time
   */
  public record Postgresql(
      String url,
      String user,
      Optional<Path> passwordFile,
      String passwordVariable,
      int connections) {}
}
