package dev.vigil.actors;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.vigil.testing.NullMarkedPackages;
import dev.vigil.testing.ProductionCode;
import java.time.Duration;

/** protocol and cluster-config know nothing of the actors, nor the actors of the program. */
@AnalyzeClasses(packages = "dev.vigil", importOptions = ProductionCode.class)
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
  static final ArchRule noActorIsUntyped =
      noClasses()
          .that()
          .resideInAPackage("dev.vigil.actors..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.apache.pekko.actor.AbstractActor");

  /** The UDP edge and the database have threads of their own, which may wait; actors share them. */
  @ArchTest
  static final ArchRule noActorSleeps =
      noClasses()
          .that()
          .resideInAPackage("dev.vigil.actors..")
          .and()
          .resideOutsideOfPackages("dev.vigil.actors.udp..", "dev.vigil.actors.store.postgres..")
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(Thread.class, "sleep", Duration.class);

  @ArchTest static final ArchRule everyPackageIsNullMarked = NullMarkedPackages.RULE;
}
