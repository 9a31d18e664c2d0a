package dev.vigil.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** What a test needs of the machine; where it is absent the test is skipped, or fails under CI. */
final class Requirement {
  private static final List<Path> FOLDERS =
      List.of(
          Path.of("/usr/sbin"),
          Path.of("/usr/bin"),
          Path.of("/sbin"),
          Path.of("/bin"),
          Path.of("/usr/lib/ipsec"));

  /** Root is not enough in a container that may make no namespaces: one is tried, once. */
  private static final boolean NAMESPACES =
      find("unshare") != null
          && Shell.attempt(Duration.ofSeconds(10), Map.of(), List.of("unshare", "-n", "-m", "true"))
                  .exit()
              == 0;

  private Requirement() {}

  /** Root, the namespace tools and each of {@code programs}; else the calling test is skipped. */
  static void namespacesAnd(String... programs) {
    List<String> missing = new ArrayList<>();
    if (!"root".equals(System.getProperty("user.name"))) {
      missing.add("root");
    }
    if (!NAMESPACES) {
      missing.add("leave to make namespaces");
    }
    if (!Files.exists(Path.of("/dev/net/tun"))) {
      missing.add("/dev/net/tun");
    }
    for (String program : List.of("ip", "nft", "unshare", "timeout")) {
      if (find(program) == null) {
        missing.add(program);
      }
    }
    for (String program : programs) {
      if (find(program) == null) {
        missing.add(program);
      }
    }
    met(missing.isEmpty(), "interop needs " + String.join(", ", missing));
  }

  /** Skips the calling test with {@code reason} unless {@code met}; under CI it fails instead. */
  static void met(boolean met, String reason) {
    if (met) {
      return;
    }
    if ("true".equals(System.getenv("CI"))) {
      Assertions.fail(reason);
    }
    Assumptions.abort(reason);
  }

  private static @Nullable Path find(String program) {
    for (Path folder : FOLDERS) {
      Path candidate = folder.resolve(program);
      if (Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    return null;
  }
}
