package dev.vigil.testing;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/** The program's own classes: neither a module's tests nor another module's test-jar. */
public final class ProductionCode implements ImportOption {
  private static final ImportOption NO_TESTS = new DoNotIncludeTests();

  @Override
  public boolean includes(Location location) {
    return NO_TESTS.includes(location)
        && !location.contains("-tests.jar")
        && !location.contains("/test-classes/");
  }
}
