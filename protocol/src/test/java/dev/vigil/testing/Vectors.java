package dev.vigil.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds the published test answers and recorded traffic that tests compare with.
 *
 * <p>The folder is named by the system property {@code vigil.vectors}. Without it the calling test
 * is skipped with that reason; in continuous integration ({@code CI=true} in the environment) it
 * fails, so that a missing folder never looks like a pass.
 */
public final class Vectors {
  private static final String PROPERTY = "vigil.vectors";
  private static final String DEFAULT = "../../shared/vectors";

  private Vectors() {}

  /** The vector folder itself; skips or fails the calling test where it is absent. */
  public static Path root() {
    Path root = Path.of(System.getProperty(PROPERTY, DEFAULT)).toAbsolutePath().normalize();
    return require(root, Files.isDirectory(root));
  }

  /** A file or folder under the vector folder, for example {@code kdf/…}. */
  public static Path path(String relative) {
    Path path = root().resolve(relative);
    return require(path, Files.exists(path));
  }

  /** The whole content of one file. */
  public static byte[] bytes(String relative) {
    try {
      return Files.readAllBytes(path(relative));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The whole content of one UTF-8 file. */
  public static String text(String relative) {
    try {
      return Files.readString(path(relative));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path require(Path path, boolean present) {
    if (!present) {
      String reason = "test vectors absent: " + path + " (set -D" + PROPERTY + "=FOLDER)";
      if ("true".equals(System.getenv("CI"))) {
        Assertions.fail(reason);
      }
      Assumptions.abort(reason);
    }
    return path;
  }
}
