package dev.vigil.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.vigil.testing.NullMarkedPackages;

/** Everything points towards the protocol core; only the program knows all of it. */
@AnalyzeClasses(
    packages = {
      "dev.vigil.protocol",
      "dev.vigil.settings",
      "dev.vigil.actors",
      "dev.vigil.app",
      "dev.vigil.language",
      "dev.vigil.console",
      "dev.vigil.decode",
      "dev.vigil.quickstart"
    },
    importOptions = DoNotIncludeTests.class)
final class DependencyDirectionTest {
  private static final String[] PROGRAM = {
    "dev.vigil.app..",
    "dev.vigil.language..",
    "dev.vigil.console..",
    "dev.vigil.decode..",
    "dev.vigil.quickstart.."
  };

  @ArchTest
  static final ArchRule nothingBelowKnowsTheProgram =
      noClasses()
          .that()
          .resideInAnyPackage("dev.vigil.protocol..", "dev.vigil.settings..", "dev.vigil.actors..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(PROGRAM);

  @ArchTest
  static final ArchRule languageAndDecoderNeedNoActorSystem =
      noClasses()
          .that()
          .resideInAnyPackage("dev.vigil.language..", "dev.vigil.decode..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.vigil.actors..", "org.apache.pekko..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule partsFormNoCycle =
      slices().matching("dev.vigil.(*)..").should().beFreeOfCycles();

  @ArchTest static final ArchRule everyPackageIsNullMarked = NullMarkedPackages.RULE;
}
