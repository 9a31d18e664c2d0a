package dev.vigil.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vigil.launcher.Checkout.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a bash script")
final class LauncherTest {
  private static final int UNAVAILABLE = 69;
  private static final int USAGE = 64;

  @TempDir Path machine;
  Checkout checkout;

  @BeforeEach
  void layCheckout() throws Exception {
    checkout = new Checkout(machine);
  }

  @Test
  void helpNeedsNeitherJavaNorABuild() throws Exception {
    Outcome help = checkout.run("--help");
    assertThat(help.exit()).isZero();
    assertThat(help.out())
        .contains("quickstart", "run --config", "check", "console", "exec", "decode", "test")
        .contains("VIGIL_JAVA_HOME");
    assertThat(help.err()).isEmpty();
    assertThat(checkout.builds()).isZero();
  }

  @Test
  void versionIsThePomsVersion() throws Exception {
    Outcome version = checkout.run("version");
    assertThat(version.exit()).isZero();
    String stated = version.out().strip().replaceFirst("^vigil ", "");
    assertThat(Files.readString(checkout.file("pom.xml")))
        .contains("<artifactId>vigil-parent</artifactId>\n  <version>" + stated + "</version>");
  }

  @Test
  void saysHowToGetAJdkWhereThereIsNone() throws Exception {
    Outcome outcome = checkout.run("run", "--config", "a.conf");
    assertThat(outcome.exit()).isEqualTo(UNAVAILABLE);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .startsWith("vigil: needs JDK 25 or newer: none was found.")
        .contains("apt-get install", "adoptium.net", "brew install", "sdk install");
  }

  @Test
  void saysThatTheJdkInTheEnvironmentIsTooOld() throws Exception {
    Path old = checkout.addJdk("old", "17.0.15");
    checkout.set("JAVA_HOME", old.toString());
    Outcome outcome = checkout.run("exec", "show version");
    assertThat(outcome.exit()).isEqualTo(UNAVAILABLE);
    assertThat(outcome.err()).contains("JAVA_HOME is " + old + ": Java 17");
  }

  @Test
  void theJdkThatTheOperatorNamesIsTheOnlyOneTried() throws Exception {
    checkout.addJdk("good", "25.0.3");
    checkout.set("VIGIL_JAVA_HOME", checkout.addJdk("old", "1.8.0_402").toString());
    Outcome outcome = checkout.run("jdk");
    assertThat(outcome.exit()).isEqualTo(UNAVAILABLE);
    assertThat(outcome.err()).contains("VIGIL_JAVA_HOME is ", "old: Java 8");
  }

  @Test
  void takesTheOldestJdkThatWillDo() throws Exception {
    checkout.addJdk("a-newest", "27-ea");
    checkout.addJdk("b-old", "21.0.1");
    Path expected = checkout.addJdk("c-right", "25");
    Outcome outcome = checkout.run("jdk");
    assertThat(outcome.out().strip()).isEqualTo(expected.toString());
    assertThat(outcome.exit()).isZero();
  }

  @Test
  void saysHowToGetMavenWhereThereIsNone() throws Exception {
    checkout.addJdk("jdk", "25.0.3");
    for (String command : new String[] {"quickstart", "test"}) {
      Outcome outcome = checkout.run(command);
      assertThat(outcome.exit()).isEqualTo(UNAVAILABLE);
      assertThat(outcome.err()).contains("needs Maven 3.8 or newer", "apt-get install maven");
    }
  }

  @Test
  void buildsWithProgressOnceAndRunsWhereTheCallerStands() throws Exception {
    checkout.addJdk("jdk", "25.0.3");
    checkout.addMaven(false);
    Path link = Files.createSymbolicLink(machine.resolve("link"), checkout.launcher());

    Outcome first = checkout.runAs(link, machine, "exec", "show crypto isakmp sa");
    assertThat(first.exit()).isZero();
    assertThat(first.err()).contains("building with", "[2/5]  Vigil protocol", "built in");
    assertThat(first.out())
        .contains("java-" + checkout.file("target/run/vigil.jar") + "\n")
        .contains("java-dev.vigil.app.Main\njava-exec\njava-show crypto isakmp sa\n")
        .endsWith("in " + machine.toRealPath() + "\n");

    Outcome second = checkout.runAs(link, machine, "exec", "show crypto session");
    assertThat(second.exit()).isZero();
    assertThat(second.err()).isEmpty();
    assertThat(checkout.builds()).isEqualTo(1);
  }

  @Test
  void buildsAgainWhenASourceChangedOrVanished() throws Exception {
    checkout.addJdk("jdk", "25.0.3");
    checkout.addMaven(false);
    checkout.run("check");
    assertThat(checkout.builds()).isEqualTo(1);

    checkout.edit("actors/src/main/A.java");
    checkout.run("check");
    assertThat(checkout.builds()).isEqualTo(2);

    Files.delete(checkout.file("actors/src/main/A.java"));
    checkout.edit("actors/src/main");
    checkout.run("check");
    assertThat(checkout.builds()).isEqualTo(3);

    checkout.set("VIGIL_NO_BUILD", "1");
    assertThat(checkout.run("check").exit()).isZero();
    assertThat(checkout.builds()).isEqualTo(3);
  }

  @Test
  void showsWhyABuildFailedAndRunsNothing() throws Exception {
    checkout.addJdk("jdk", "25.0.3");
    checkout.addMaven(true);
    Outcome outcome = checkout.run("quickstart");
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("the build failed", "A.java:[1,1] nonsense", "build.log");
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void theOperatorsCollectorReplacesTheLaunchers() throws Exception {
    checkout.addJdk("jdk", "25.0.3");
    checkout.addMaven(false);
    assertThat(checkout.run("run").out()).contains("java--XX:+UseParallelGC\n");
    checkout.set("VIGIL_OPTS", "-Xmx4g -XX:+UseZGC");
    assertThat(checkout.run("run").out())
        .contains("java--Xmx4g\njava--XX:+UseZGC\n")
        .doesNotContain("UseParallelGC");
  }

  @Test
  void theConsoleGetsItsArgumentsAndTheKeyboard() throws Exception {
    checkout.addJdk("jdk", "25.0.3");
    checkout.addMaven(false);
    Outcome outcome = checkout.run("console", "--socket", "a b.sock");
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out())
        .contains("java-dev.vigil.app.Main\njava-console\njava---socket\njava-a b.sock\n")
        .contains("java--XX:TieredStopAtLevel=1\n");
    assertThat(checkout.run("completion", "bash").out())
        .contains("console | drain) options='--socket'");
  }

  @Test
  void aTerminalIsPutBackEvenIfTheConsoleIsKilled() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "needs python3");
    checkout.javaDoes(checkout.addJdk("jdk", "25.0.3"), "stty raw -echo; kill -9 $$");
    checkout.addMaven(false);
    Path terminal =
        Path.of(System.getProperty("vigil.root", ".."), "src/test/resources/console")
            .resolve("on-a-terminal.py");
    Path script =
        Files.writeString(
            machine.resolve("on-a-terminal.sh"),
            "exec /usr/bin/python3 '%s' /bin/bash '%s' console\n"
                .formatted(terminal.toRealPath(), checkout.launcher()));
    assertThat(checkout.runAs(script, machine).out()).endsWith("\nexit 137, terminal as before\n");
  }

  @Test
  void testRunsEveryGateOnTheJdkFoundAndPassesArgumentsOn() throws Exception {
    Path jdk = checkout.addJdk("jdk", "25.0.3");
    checkout.addMaven(false);
    Outcome outcome = checkout.run("test", "-Dtest=A Test");
    assertThat(outcome.exit()).isZero();
    assertThat(Files.readString(checkout.file("mvn.log")))
        .isEqualTo(jdk + " -ntp verify -Dtest=A Test\n");
    assertThat(outcome.out()).contains("every gate and test passed", "tests: 0 passed, 0 failed");

    checkout.addMaven(true);
    Outcome failed = checkout.run("test");
    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.out()).contains("vigil test: FAILED");
  }

  @Test
  void anUnknownCommandIsToldWithTheCommandsThereAre() throws Exception {
    Outcome outcome = checkout.run("shwo");
    assertThat(outcome.exit()).isEqualTo(USAGE);
    assertThat(outcome.err()).contains("no command 'shwo'", "quickstart", "exec");
  }

  @Test
  void bashCompletesCommandsOptionsAndConsoleCommands() throws Exception {
    Outcome script = checkout.run("completion", "bash");
    assertThat(script.exit()).isZero();
    assertThat(completions(script.out(), "q")).isEqualTo("quickstart\n");
    assertThat(completions(script.out(), "run", "--c")).isEqualTo("--config\n");
    assertThat(completions(script.out(), "exec", "'show run'")).isEqualTo("show running-config\n");
    assertThat(checkout.run("completion").exit()).isEqualTo(USAGE);
  }

  private String completions(String script, String... words) throws Exception {
    Path file =
        Files.writeString(
            machine.resolve("complete.sh"),
            script
                + "COMP_WORDS=(vigil %s) COMP_CWORD=%d\n"
                    .formatted(String.join(" ", words), words.length)
                + "_vigil\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n");
    return checkout.runAs(file, machine).out();
  }
}
