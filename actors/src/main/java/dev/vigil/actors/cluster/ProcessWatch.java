package dev.vigil.actors.cluster;

import java.util.Locale;
import java.util.Optional;

/** Tells of the end of one process, once. Never of that of a process that lives. */
final class ProcessWatch implements AutoCloseable {
  /** How long a closed watch may keep its thread. */
  private static final int TURN_MILLIS = 1000;

  private volatile boolean closed;

  private ProcessWatch() {}

  /**
   * @param ended run once on a thread of its own
   * @return empty if that process is not there, so that nothing can be said of it
   */
  static Optional<ProcessWatch> of(ProcessIdentity process, Runnable ended) {
    ProcessWatch watch = new ProcessWatch();
    int handle = linux() ? PidFd.open(process.pid()) : -1;
    // Looked at after the handle was taken: so the handle is on this process, not on its heir.
    if (!process.runs()) {
      if (handle >= 0) {
        PidFd.close(handle);
      }
      return Optional.empty();
    }
    if (handle >= 0) {
      Thread.ofPlatform()
          .daemon()
          .name("vigil-host-watch-" + process.pid())
          .start(() -> watch.poll(handle, ended));
      return Optional.of(watch);
    }
    return ProcessHandle.of(process.pid())
        .map(found -> {
          var _ = found.onExit().thenRun(() -> watch.told(process, ended));
          return watch;
        });
  }

  private static boolean linux() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
  }

  private void poll(int handle, Runnable ended) {
    try {
      while (!closed) {
        if (PidFd.ended(handle, TURN_MILLIS)) {
          if (!closed) {
            ended.run();
          }
          return;
        }
      }
    } finally {
      PidFd.close(handle);
    }
  }

  private void told(ProcessIdentity process, Runnable ended) {
    if (!closed && !process.runs()) {
      ended.run();
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
