package dev.vigil.actors;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.vigil.testing.NullMarkedPackages;

/** protocol and cluster-config know nothing of the actors, nor the actors of the program. */
@AnalyzeClasses(
    packages = {"dev.vigil.protocol", "dev.vigil.settings", "dev.vigil.actors"},
    importOptions = DoNotIncludeTests.class)
final class DependencyDirectionTest {
  @ArchTest
  static final ArchRule theCoreAndTheSettingsKnowNoActor =
      noClasses()
          .that()
          .resideInAnyPackage("dev.vigil.protocol..", "dev.vigil.settings..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.vigil.actors..");

  @ArchTest
  static final ArchRule theSettingsKnowNothingOfTheProtocol =
      noClasses()
          .that()
          .resideInAPackage("dev.vigil.settings..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.vigil.protocol..", "org.apache.pekko..");

  @ArchTest
  static final ArchRule noActorUsesUntypedActorsOrBlocks =
      noClasses()
          .that()
          .resideInAPackage("dev.vigil.actors..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.apache.pekko.actor.AbstractActor")
          .orShould()
          .callMethod(Thread.class, "sleep", long.class);

  @ArchTest static final ArchRule everyPackageIsNullMarked = NullMarkedPackages.RULE;
}
