package dev.vigil.interop;

import dev.vigil.interop.Site.Plane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * A network with a head-end in the middle and sites around it, for one test class. It is made
 * before the first test and removed after the last one. Logs and captures of a class with a failed
 * test, or of any with VIGIL_INTEROP_KEEP set, stay in target/interop.
 */
final class Lab implements BeforeAllCallback, AfterAllCallback, TestWatcher {
  private static final int TAIL = 40;
  private static final Duration COMMAND = Duration.ofSeconds(20);
  private static final Path KEPT =
      Path.of(System.getProperty("vigil.root", ".."), "target", "interop");

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final List<VigilProcess> headEnds = new ArrayList<>();
  private final AtomicInteger count = new AtomicInteger();
  private @Nullable Path dir;
  private @Nullable Namespaces net;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    Requirement.namespacesAnd("charon", "swanctl", "tshark", "dumpcap");
    dir = Files.createTempDirectory("vigil-interop");
    net = new Namespaces(RouterConfig.HEAD_END);
    keep(net);
  }

  /** The network. */
  Namespaces net() {
    if (net == null) {
      throw new IllegalStateException("no network before the first test");
    }
    return net;
  }

  /** Starts the head-end on its IPv4 address; {@code settings} are lines of its node file. */
  VigilProcess vigil(String config, String... settings) {
    String[] all = new String[settings.length + 1];
    all[0] = "vigil.udp.listen = [\"" + RouterConfig.HEAD_END + "\"]";
    System.arraycopy(settings, 0, all, 1, settings.length);
    return vigilListening(config, all);
  }

  /** Starts the head-end; {@code settings} name its addresses. */
  VigilProcess vigilListening(String config, String... settings) {
    VigilProcess vigil =
        keep(VigilProcess.start(net().headEnd(), fresh("vigil"), config, settings));
    synchronized (headEnds) {
      headEnds.add(vigil);
    }
    return vigil;
  }

  /** Starts strongSwan in {@code namespace}. */
  StrongSwan strongSwan(Namespace namespace, Site site) {
    return keep(StrongSwan.start(namespace, fresh("strongswan"), site));
  }

  /** Starts strongSwan in {@code namespace}, where one ended before. */
  StrongSwan restartedStrongSwan(Namespace namespace, Site site) {
    return keep(StrongSwan.restart(namespace, fresh("strongswan"), site));
  }

  /** Starts strongSwan in a namespace of its own, directly reachable. */
  StrongSwan strongSwan(Site site) {
    return strongSwan(net().site(site.local()), site);
  }

  /** Starts libreswan in a namespace of its own, directly reachable. */
  Libreswan libreswan(Site site) {
    return keep(
        Libreswan.start(
            net().site(site.local()), fresh("libreswan"), site.withPlane(Plane.KERNEL)));
  }

  /** Starts strongSwan on a kernel of its own that has ESP. */
  StrongSwan strongSwanWithEsp(Site site) {
    return keep(StrongSwan.start(kernel(site.local()), site.withPlane(Plane.KERNEL), 1));
  }

  /** Starts libreswan on a kernel of its own that has ESP. */
  Libreswan libreswanWithEsp(Site site) {
    return keep(Libreswan.start(kernel(site.local()), site.withPlane(Plane.KERNEL)));
  }

  /** The same, with its ESP in UDP, whether there is a NAT or not. */
  Libreswan libreswanWithEspInUdp(Site site) {
    Machine kernel = kernel(site.local());
    Libreswan libreswan = keep(Libreswan.start(kernel, site));
    kernel.loopback(StrongSwan.gateway(site.localNet()));
    kernel.shell(COMMAND, "ip route add " + site.remoteNet() + " dev vec0");
    return libreswan;
  }

  private Machine kernel(String address) {
    UserModeLinux.required();
    return new UserModeLinux(
        net().headEnd(), net().tap(address), fresh("kernel"), address, RouterConfig.HEAD_END);
  }

  /** Records what passes between the head-end and {@code site}. */
  Capture capture(Namespace site) {
    return keep(
        Capture.start(
            net().headEnd(), net().deviceTo(site), fresh("capture").resolve("ike.pcapng")));
  }

  /** Prints the end of the head-end's log; all logs and captures stay in target/interop. */
  @Override
  public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
    synchronized (headEnds) {
      for (VigilProcess vigil : headEnds) {
        System.out.printf(
            "---- %s: the head-end%n%s%n", context.getDisplayName(), vigil.log().tail(TAIL));
      }
    }
    keepEvidence(context.getRequiredTestClass());
  }

  private void keepEvidence(Class<?> test) {
    if (dir == null) {
      return;
    }
    Path kept = KEPT.resolve(test.getSimpleName());
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : files.filter(Lab::isEvidence).toList()) {
        Path copy = kept.resolve(dir.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isEvidence(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".log") || name.endsWith(".pcapng") || name.endsWith(".conf");
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    AssertionError failed = null;
    for (AutoCloseable next = open.poll(); next != null; next = open.poll()) {
      try {
        next.close();
      } catch (Exception | AssertionError e) {
        failed = new AssertionError("could not clean up", e);
      }
    }
    for (VigilProcess vigil : headEnds) {
      try {
        vigil.requireDecentLog(List.of(RouterConfig.KEY));
      } catch (AssertionError e) {
        failed = e;
      }
    }
    if (System.getenv("VIGIL_INTEROP_KEEP") != null) {
      keepEvidence(context.getRequiredTestClass());
    }
    if (dir != null) {
      try (Stream<Path> files = Files.walk(dir)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
    if (failed != null) {
      throw failed;
    }
  }

  private Path fresh(String name) {
    if (dir == null) {
      throw new IllegalStateException("no folder before the first test");
    }
    try {
      return Files.createDirectory(dir.resolve(name + count.incrementAndGet()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <T extends AutoCloseable> T keep(T started) {
    synchronized (open) {
      open.push(started);
    }
    return started;
  }
}
