package dev.vigil.app;

import org.jspecify.annotations.Nullable;

/** The program's version as the build wrote it into the jar's manifest. */
public final class Version {
  private Version() {}

  /** The version, or {@code development} when the classes do not come from a jar. */
  public static String current() {
    @Nullable String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
