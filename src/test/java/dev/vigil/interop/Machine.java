package dev.vigil.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a site's daemon lives, with a private {@code /run} and one folder that both sides see. */
interface Machine extends AutoCloseable {
  /** The folder for configuration and logs: the same path inside and outside. */
  Path dir();

  /** Starts {@code script}, which becomes the daemon. */
  void boot(String script);

  /** Runs {@code script} to its end beside the daemon. */
  Shell.Outcome shell(Duration limit, String script);

  /** Adds an address that the machine answers to beside the one of its link. */
  void loopback(String address);

  /** Fails with its last words if it has ended. */
  void requireAlive();

  /** Stops it in its tracks: it answers nothing, yet it is there. */
  void freeze();

  /** Lets a frozen one go on. */
  void thaw();

  /** Ends it without a word to anybody. */
  void kill();

  @Override
  void close();

  /** A daemon on this kernel, in a network namespace. */
  static Machine in(Namespace namespace, Path dir) {
    try {
      Files.createDirectories(dir.resolve("run/pluto"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new OnThisKernel(namespace, dir);
  }

  /** See {@link #in}. */
  final class OnThisKernel implements Machine {
    private final Namespace namespace;
    private final Path dir;
    private @Nullable Daemon daemon;

    private OnThisKernel(Namespace namespace, Path dir) {
      this.namespace = namespace;
      this.dir = dir;
    }

    @Override
    public Path dir() {
      return dir;
    }

    @Override
    public void boot(String script) {
      daemon =
          Daemon.start(
              "daemon",
              dir.resolve("output.log"),
              Map.of(),
              namespace.inside("sh", "-c", privately(script)));
    }

    @Override
    public Shell.Outcome shell(Duration limit, String script) {
      return Shell.attempt(
          limit, Map.of(), List.of("unshare", "-m", "sh", "-c", privately(script)));
    }

    @Override
    public void loopback(String address) {
      namespace.address("lo", address);
    }

    @Override
    public void requireAlive() {
      booted().requireAlive();
    }

    @Override
    public void freeze() {
      booted().freeze();
    }

    @Override
    public void thaw() {
      booted().thaw();
    }

    @Override
    public void kill() {
      booted().kill();
    }

    @Override
    public void close() {
      if (daemon != null) {
        daemon.close();
      }
    }

    private String privately(String script) {
      return "mount --bind " + dir.resolve("run") + " /run && " + script;
    }

    private Daemon booted() {
      if (daemon == null) {
        throw new IllegalStateException("not booted");
      }
      return daemon;
    }
  }
}
