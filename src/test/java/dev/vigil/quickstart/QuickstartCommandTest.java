package dev.vigil.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vigil.actors.secret.SecureEntropy;
import dev.vigil.app.Program;
import dev.vigil.control.ExecCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The quickstart, whole, as somebody sees it who has just cloned the repository: a head-end, real
 * IKE over UDP with sites in another process, deaths noticed, tunnels back.
 */
@Tag("quickstart")
@Execution(ExecutionMode.CONCURRENT)
class QuickstartCommandTest {
  private static final int PEERS = 20;
  private static final int VICTIMS = 2;

  @TempDir Path folder;

  private JsonNode report() throws Exception {
    return new ObjectMapper().readTree(folder.resolve("report.json").toFile());
  }

  private void assertNothingIsLeft(List<ProcessHandle> family) throws Exception {
    assertThat(family).noneMatch(ProcessHandle::isAlive);
    try (Stream<Path> left = Files.list(folder.resolve("tmp"))) {
      assertThat(left.filter(each -> each.getFileName().toString().startsWith("vigil"))).isEmpty();
    }
  }

  @Test
  void whatItClaimsHappens() throws Exception {
    try (Program program =
        Program.start(
            folder,
            "quickstart",
            "--peers",
            Integer.toString(PEERS),
            "--duration",
            "45s",
            "--report",
            "report.json")) {
      program.await("alive " + PEERS + "/" + PEERS);
      List<ProcessHandle> family = program.family();
      assertThat(family).hasSizeGreaterThanOrEqualTo(2);
      assertThat(console(program, "show crypto session"))
          .contains("Peer: 127.1.0.20 port ")
          .doesNotContain("DOWN");

      int exit = program.exit(Duration.ofSeconds(120));

      assertThat(exit).as(program.output()).isZero();
      assertThat(program.output())
          .contains("  silence  ", "  return  ", "All as it should be.\nReport: report.json\n")
          .doesNotContain("ERROR", "WARN", "Exception");
      assertNothingIsLeft(family);
    }
    JsonNode report = report();
    assertThat(report.path("peers").asInt()).isEqualTo(PEERS);
    assertThat(report.path("established").asInt()).isEqualTo(PEERS);
    assertThat(report.path("probes_sent").asInt()).isGreaterThan(PEERS);
    assertThat(report.path("acks_received").asInt())
        .isBetween(PEERS, report.path("probes_sent").asInt());
    assertThat(report.path("pings_sent").asInt()).isGreaterThan(3 * PEERS);
    assertThat(report.path("pings_answered").asInt())
        .isBetween(report.path("pings_sent").asInt() - PEERS, report.path("pings_sent").asInt());
    assertThat(report.path("deaths_expected").asInt()).isEqualTo(VICTIMS);
    assertThat(report.path("deaths_detected").asInt()).isEqualTo(VICTIMS);
    assertThat(report.path("false_deaths").asInt(-1)).isZero();
    assertThat(report.path("re_established").asInt()).isEqualTo(VICTIMS);
    assertThat(report.path("duration_ms").asLong()).isBetween(45_000L, 60_000L);
    assertThat(report.path("failures")).isEmpty();
    assertThat(report.path("set_up").path("count").asInt()).isEqualTo(PEERS);
    assertThat(report.path("come_back").path("count").asInt()).isEqualTo(VICTIMS);
    // From the loss of power: at most an interval of 10 s to the probe, then five tries of 2 s.
    assertThat(report.path("detection").path("p50_ms").asLong()).isBetween(8_000L, 21_000L);
    assertThat(report.path("detection").path("max_ms").asLong()).isBetween(8_000L, 25_000L);
  }

  /** As the text at the beginning says that it can be asked. */
  private static String console(Program program, String command) {
    Matcher hint = Pattern.compile("vigil exec --socket (\\S+) ").matcher(program.output());
    assertThat(hint.find()).isTrue();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    ExecCommand.run(List.of("--socket", hint.group(1), command), Path.of("absent.sock"), out, out);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void ctrlCEndsItWithItsSummary() throws Exception {
    try (Program program =
        Program.start(folder, "quickstart", "--peers", "5", "--report", "report.json")) {
      program.await("calm     set up 5  alive 5/5");
      List<ProcessHandle> family = program.family();

      program.interrupt();

      assertThat(program.exit()).as(program.output()).isZero();
      assertThat(program.output())
          .contains("5 sites: 5 tunnels up", "All as it should be.")
          .doesNotContain("ERROR", "Exception", "cannot run");
      assertNothingIsLeft(family);
    }
    assertThat(report().path("established").asInt()).isEqualTo(5);
    assertThat(report().path("deaths_expected").asInt(-1)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--peers",
        "--peers 0",
        "--peers 60001",
        "--peers many",
        "--duration 10s",
        "--duration 1h",
        "--duration s",
        "--speed 3",
        "60s"
      })
  void argumentsThatAreNoneAreAnsweredWithTheUsage(String arguments) {
    assertThat(refused(arguments)).startsWith("64 % ").endsWith(QuickstartOptions.USAGE + "\n");
  }

  @Test
  void aReportThatCannotBeWrittenIsToldBeforeTheShow() {
    Path report = folder.resolve("absent").resolve("report.json");

    assertThat(refused("--report " + report))
        .isEqualTo(
            "69 % The quickstart cannot run: the report " + report + " cannot be written.\n");
    assertThat(refused("--report " + folder)).startsWith("69 % The quickstart cannot run: ");
  }

  /** Exit code and text of a quickstart that does not come to anything. */
  private static String refused(String arguments) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int exit =
        QuickstartCommand.run(
            List.of(arguments.split(" ")),
            new SecureEntropy(),
            new CompletableFuture<>(),
            out,
            out);
    return exit + " " + bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void durationsAreReadAsTheyAreSaid() throws Exception {
    assertThat(QuickstartOptions.parse(List.of("--duration", "1m30s")).duration())
        .contains(Duration.ofSeconds(90));
    assertThat(QuickstartOptions.parse(List.of("--duration", "2m")).duration())
        .contains(Duration.ofMinutes(2));
    assertThat(QuickstartOptions.parse(List.of()).peers()).isEqualTo(200);
    assertThat(QuickstartOptions.parse(List.of()).duration()).isEmpty();
  }

  @Test
  void everyClaimThatDoesNotComeTrueIsAFailure() {
    QuickstartReport.Claims claims = new QuickstartReport.Claims(10, true, 2, 2);

    assertThat(QuickstartReport.failures(claims, 10, 5, 5, 2, 0, 2)).isEmpty();
    assertThat(QuickstartReport.failures(claims, 9, 0, 0, 1, 3, 0))
        .containsExactly(
            "only 9 of 10 tunnels came up",
            "no probe was answered",
            "no ping was answered",
            "only 1 of 2 deaths were noticed",
            "3 living peers were declared dead",
            "only 0 of 2 tunnels came back");
  }
}
