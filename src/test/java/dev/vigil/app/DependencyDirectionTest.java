package dev.vigil.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.vigil.testing.NullMarkedPackages;
import dev.vigil.testing.ProductionCode;

/** Everything points towards the protocol core; only the program knows all of it. */
@AnalyzeClasses(packages = "dev.vigil", importOptions = ProductionCode.class)
final class DependencyDirectionTest {
  private static final DescribedPredicate<JavaClass> BELOW =
      resideInAnyPackage("dev.vigil.protocol..", "dev.vigil.settings..", "dev.vigil.actors..");

  @ArchTest
  static final ArchRule nothingBelowKnowsTheProgram =
      noClasses()
          .that(BELOW)
          .should()
          .dependOnClassesThat(resideInAPackage("dev.vigil..").and(DescribedPredicate.not(BELOW)));

  @ArchTest
  static final ArchRule languageAndDecoderNeedNoActorSystem =
      noClasses()
          .that()
          .resideInAnyPackage("dev.vigil.language..", "dev.vigil.decode..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.vigil.actors..", "org.apache.pekko..");

  @ArchTest
  static final ArchRule partsFormNoCycle =
      slices().matching("dev.vigil.(*)..").should().beFreeOfCycles();

  @ArchTest static final ArchRule everyPackageIsNullMarked = NullMarkedPackages.RULE;
}
