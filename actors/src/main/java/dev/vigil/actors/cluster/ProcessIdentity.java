package dev.vigil.actors.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One process among all that ever ran on a machine. A process number alone may be given to another
 * one; together with the time of its start it is not.
 *
 * @param boot the kernel's random name of this run of the machine
 * @param namespace in which the process number counts
 * @param started ticks from the machine's start to the process's
 */
public record ProcessIdentity(String boot, String namespace, long pid, long started) {
  private static final Path PROC = Path.of("/proc");

  /** After the command's name, which may hold anything: state is field 3, the start field 22. */
  private static final int START_FIELD = 22 - 3;

  /** This process; empty where the system does not tell. */
  static Optional<ProcessIdentity> own() {
    return of(ProcessHandle.current().pid());
  }

  /** A process in our namespace; empty where the system does not tell. */
  static Optional<ProcessIdentity> of(long pid) {
    try {
      String boot = Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
      String namespace = Files.readSymbolicLink(PROC.resolve("self/ns/pid")).toString();
      return started(pid).map(start -> new ProcessIdentity(boot, namespace, pid, start));
    } catch (IOException | UnsupportedOperationException | SecurityException untold) {
      return Optional.empty();
    }
  }

  /** Whether that process number means the same here and there. */
  boolean neighbour(ProcessIdentity other) {
    return boot.equals(other.boot) && namespace.equals(other.namespace) && pid != other.pid;
  }

  /** Whether the process with this number now is this one. */
  boolean runs() {
    return started(pid).filter(start -> start == started).isPresent();
  }

  private static Optional<Long> started(long pid) {
    try {
      String stat = Files.readString(PROC.resolve(pid + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return Optional.of(Long.parseLong(fields[START_FIELD]));
    } catch (IOException | RuntimeException gone) {
      return Optional.empty();
    }
  }
}
