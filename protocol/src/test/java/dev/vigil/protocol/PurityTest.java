package dev.vigil.protocol;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.vigil.testing.NullMarkedPackages;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Random;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/**
 * The protocol core stays pure: time and entropy are arguments, and nothing leaves it but values.
 */
@AnalyzeClasses(packages = "dev.vigil.protocol", importOptions = DoNotIncludeTests.class)
final class PurityTest {
  private static final Set<String> ADDRESS_TYPES =
      Set.of(
          InetAddress.class.getName(),
          Inet4Address.class.getName(),
          Inet6Address.class.getName(),
          InetSocketAddress.class.getName(),
          UnknownHostException.class.getName());

  private static final Set<String> CLOCK_METHODS = Set.of("nanoTime", "currentTimeMillis");
  private static final Set<String> AMBIENT_METHODS =
      Set.of("getProperty", "getProperties", "getenv", "exit", "setOut", "setErr", "setProperty");

  @ArchTest
  static final ArchRule dependsOnTheJdkAndBouncyCastleOnly =
      classes()
          .should()
          .onlyDependOnClassesThat(
              resideInAPackage("dev.vigil.protocol..")
                  .or(describe("primitives and arrays", c -> c.getPackageName().isEmpty()))
                  .or(resideInAPackage("org.bouncycastle.."))
                  .or(resideInAPackage("org.jspecify.annotations"))
                  .or(describe("exported by java.base", PurityTest::isInJavaBase)));

  @ArchTest
  static final ArchRule startsNoThread =
      noClasses()
          .should()
          .dependOnClassesThat(
              assignableTo(Thread.class)
                  .or(assignableTo(Executor.class))
                  .or(assignableTo(ThreadFactory.class))
                  .or(assignableTo(Future.class))
                  .or(assignableTo(Timer.class))
                  .or(assignableTo(TimerTask.class)));

  @ArchTest
  static final ArchRule readsNoClock =
      noClasses()
          .should()
          .accessTargetWhere(
              target(
                  "the clock",
                  t ->
                      isOn(t, System.class) && CLOCK_METHODS.contains(t.getName())
                          || isOn(t, Clock.class)
                          || t.getOwner().getPackageName().equals("java.time")
                              && t.getName().equals("now")));

  @ArchTest
  static final ArchRule drawsNoEntropy =
      noClasses()
          .should()
          .accessTargetWhere(
              target(
                  "a source of randomness of its own",
                  t ->
                      t.getOwner().isAssignableTo(Random.class) && isCreation(t)
                          || isOn(t, SecureRandom.class) && t.getName().startsWith("getInstance")
                          || isOn(t, Math.class) && t.getName().equals("random")
                          || t.getOwner().getName().endsWith(".ThreadLocalRandom")
                          || t.getFullName().startsWith("java.util.UUID.randomUUID")));

  @ArchTest
  static final ArchRule touchesNothingAround =
      noClasses()
          .should()
          .accessTargetWhere(
              target(
                  "the process, its streams or its files",
                  t ->
                      isOn(t, System.class) && AMBIENT_METHODS.contains(t.getName())
                          || isOn(t, System.class) && Set.of("out", "err").contains(t.getName())
                          || isOn(t, Runtime.class)
                          || isOn(t, ProcessBuilder.class)));

  @ArchTest
  static final ArchRule opensNoSocketAndNoFile =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("java.net..")
                  .and(describe("more than an address", c -> !ADDRESS_TYPES.contains(c.getName())))
                  .or(resideInAPackage("java.nio.channels.."))
                  .or(resideInAPackage("java.nio.file.."))
                  .or(type(java.io.File.class))
                  .or(type(java.io.FileInputStream.class))
                  .or(type(java.io.FileOutputStream.class)));

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("dev.vigil.protocol.(*)..").should().beFreeOfCycles();

  @ArchTest static final ArchRule everyPackageIsNullMarked = NullMarkedPackages.RULE;

  private static boolean isInJavaBase(JavaClass type) {
    String name = type.getBaseComponentType().getPackageName();
    return name.isEmpty() || Object.class.getModule().isExported(name);
  }

  private static boolean isOn(AccessTarget target, Class<?> owner) {
    return target.getOwner().isEquivalentTo(owner);
  }

  private static boolean isCreation(AccessTarget target) {
    return target.getName().equals("<init>");
  }

  private static DescribedPredicate<JavaAccess<?>> target(
      String description, DescribedTarget condition) {
    return describe(description, access -> condition.test(access.getTarget()));
  }

  private interface DescribedTarget {
    boolean test(AccessTarget target);
  }
}
