package dev.vigil.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A kernel of its own that has ESP, which this machine's kernel may not have: a process that boots
 * in about two seconds with the host's files, read-only. Its one link is a TAP device in the
 * head-end's namespace. Commands go in and answers come out through files in {@link #dir}.
 */
final class UserModeLinux implements Machine {
  private static final Duration BOOT = Duration.ofSeconds(30);

  private final Namespace headEnd;
  private final String device;
  private final Path dir;
  private final String address;
  private final String peer;
  private final AtomicInteger count = new AtomicInteger();
  private @Nullable Daemon kernel;

  /** A machine with {@code address} at the other end of {@code device}; {@code peer} is on it. */
  UserModeLinux(Namespace headEnd, String device, Path dir, String address, String peer) {
    this.headEnd = headEnd;
    this.device = device;
    this.dir = dir;
    this.address = address;
    this.peer = peer;
  }

  /** Skips the calling test where there is no such kernel. */
  static void required() {
    Requirement.namespacesAnd("linux.uml", "modprobe");
  }

  @Override
  public Path dir() {
    return dir;
  }

  @Override
  public void boot(String script) {
    Path init = dir.resolve("init");
    Template.write(
        "uml-init",
        Map.of(
            "dir", dir.toString(),
            "address", address,
            "peer", peer,
            "script", script),
        init);
    if (!init.toFile().setExecutable(true)) {
      throw new IllegalStateException("cannot make " + init + " executable");
    }
    kernel =
        Daemon.start(
            "user-mode-linux",
            dir.resolve("console.out"),
            Map.of(),
            headEnd.inside(
                List.of(
                    "linux.uml",
                    "mem=96M",
                    "root=/dev/root",
                    "rootfstype=hostfs",
                    "rootflags=/",
                    "ro",
                    "quiet",
                    "init=" + init,
                    "con=null",
                    "con0=null,fd:1",
                    "vec0:transport=tap,ifname=" + device + ",depth=128,gro=1")));
    Await.until(
        "the user-mode kernel's shell",
        BOOT,
        () -> {
          requireAlive();
          return Files.exists(dir.resolve("booted"));
        });
  }

  @Override
  public Shell.Outcome shell(Duration limit, String script) {
    String name = "command" + count.incrementAndGet();
    try {
      Path whole = dir.resolve(name + ".new");
      Files.writeString(whole, script + "\n");
      Files.move(whole, dir.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      Path answer = dir.resolve(name + ".exit");
      String exit =
          Await.value(
              script + " in the user-mode kernel",
              limit,
              () -> content(answer).filter(text -> text.endsWith("\n")));
      return new Shell.Outcome(
          Integer.parseInt(exit.strip()), content(dir.resolve(name + ".out")).orElse(""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void loopback(String address) {
    shell(BOOT, "ip addr add " + address + " dev lo");
  }

  @Override
  public void requireAlive() {
    running().requireAlive();
  }

  @Override
  public void freeze() {
    running().freeze();
  }

  @Override
  public void thaw() {
    running().thaw();
  }

  @Override
  public void kill() {
    running().kill();
  }

  @Override
  public void close() {
    if (kernel != null) {
      kernel.close();
    }
  }

  private Daemon running() {
    if (kernel == null) {
      throw new IllegalStateException("not booted");
    }
    return kernel;
  }

  private static Optional<String> content(Path file) {
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
