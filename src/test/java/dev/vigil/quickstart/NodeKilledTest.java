package dev.vigil.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vigil.app.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes as processes, one of them killed with SIGKILL: no site loses its tunnel, none
 * negotiates anew, and all are answered before a peer with the default schedule gives up on us.
 */
@Tag("quickstart")
class NodeKilledTest {
  private static final int SITES = 120;

  /** A peer's patience is ten seconds; this is what is promised of it. */
  private static final long MOST_GAP_MILLIS = 8000;

  @TempDir Path folder;

  @Test
  void aKilledNodeCostsNoTunnel() throws Exception {
    try (Program program =
        Program.start(
            folder,
            "quickstart",
            "--nodes",
            "3",
            "--peers",
            Integer.toString(SITES),
            "--group",
            "2",
            "--kill",
            "oldest",
            "--strict",
            "--settle",
            "15s",
            "--duration",
            "45s",
            "--report",
            "report.json")) {
      program.await("alive " + SITES + "/" + SITES, Duration.ofSeconds(180));
      List<ProcessHandle> family = program.family();
      assertThat(family).hasSizeGreaterThanOrEqualTo(4);

      int exit = program.exit(Duration.ofSeconds(120));

      assertThat(exit).as(program.output()).isZero();
      assertThat(family).noneMatch(ProcessHandle::isAlive);
      assertThat(program.output()).contains("was killed", "All as it should be.");
    }
    JsonNode report = new ObjectMapper().readTree(folder.resolve("report.json").toFile());
    assertThat(report.path("killed").size()).isEqualTo(1);
    assertThat(report.path("established").asInt()).isEqualTo(SITES);
    assertThat(report.path("tunnels_lost").asInt(-1)).isZero();
    assertThat(report.path("renegotiated").asInt(-1)).isZero();
    assertThat(report.path("false_deaths").asInt(-1)).isZero();
    assertThat(report.path("max_gap_ms").asLong(-1)).isBetween(0L, MOST_GAP_MILLIS);
    assertThat(report.path("gap_ms").path("count").asInt()).isEqualTo(SITES);
  }
}
