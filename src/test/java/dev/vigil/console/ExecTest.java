package dev.vigil.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vigil.control.ExecCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code vigil exec}: the same commands, for scripts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExecTest {
  private Rig rig;

  private record Run(int exit, String out, String err) {}

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    rig = new Rig(folder);
  }

  @AfterAll
  void stop() throws IOException {
    rig.close();
  }

  private Run exec(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        ExecCommand.run(
            List.of(arguments),
            rig.socket,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Run(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "show crypto isakmp sa",
        "show crypto isakmp sa detail",
        "show crypto isakmp policy",
        "show crypto isakmp key",
        "show crypto isakmp peers",
        "show crypto isakmp profile",
        "show crypto ipsec sa",
        "show crypto ipsec sa detail",
        "show crypto ipsec transform-set",
        "show crypto ipsec profile",
        "show crypto ipsec security-association lifetime",
        "show crypto map",
        "show crypto dynamic-map",
        "show crypto session",
        "show crypto session detail",
        "show crypto session brief",
        "show crypto call admission statistics",
        "show crypto debug-condition",
        "show running-config",
        "show startup-config",
        "show cluster",
        "show counters",
        "show debugging",
        "show hosts",
        "show vrf",
        "show version",
        "show inventory",
        "show clock",
        "show logging",
        "show users",
        "show privilege",
        "show terminal",
        "show history"
      })
  void everythingThatIsShownIsShownAsJsonToo(String command) throws IOException {
    assertThat(exec(command)).extracting(Run::exit, Run::err).containsExactly(0, "");
    Run json = exec("--json", command);
    assertThat(json.exit()).isZero();
    JsonNode read = JsonMapper.builder().build().readTree(json.out());
    assertThat(read.isObject() || read.isArray()).isTrue();
    assertThat(json.out()).doesNotContain("not available");
    Run piped = exec(command + " | json");
    assertThat(JsonMapper.builder().build().readTree(piped.out()).getNodeType())
        .isEqualTo(read.getNodeType());
  }

  @Test
  void aConfigurationIsShownSoThatItCanBeReadAgain() {
    String shown = exec("show running-config").out();
    assertThat(Rig.parse(shown).config()).isEqualTo(rig.store.current().config());
    assertThat(exec("show run | include hostname").out()).isEqualTo("hostname hub\n");
  }

  @Test
  void whatNeedsATerminalIsRefused() {
    for (String command : List.of("enable", "configure terminal", "terminal length 0", "exit")) {
      assertThat(exec(command))
          .isEqualTo(new Run(1, "", "% This concerns a terminal: ./vigil console is one.\n"));
    }
  }

  @Test
  void aPingComesAsAWhole() {
    assertThat(exec("ping 10.2.0.1 repeat 3").out())
        .startsWith("Type escape sequence to abort.\nSending 3, 100-byte ICMP Echos to 10.2.0.1,")
        .contains(":\n!!!\nSuccess rate is 100 percent (3/3), round-trip min/avg/max = ");
    Run refused = exec("ping 192.0.2.1");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err())
        .contains("% Nothing is sent: no crypto map entry protects 192.0.2.1.");
  }

  @Test
  void writeMemoryKeepsWhatRuns() throws IOException {
    assertThat(exec("write memory")).isEqualTo(new Run(0, "Building configuration...\n[OK]\n", ""));
    assertThat(Files.readString(rig.startup)).isEqualTo(rig.store.current().render());
    assertThat(exec("show startup-config").out()).isEqualTo(rig.store.current().render());
  }

  @Test
  void theTraceOfTheNodesOwnOutputIsTurnedOnAndOff() {
    assertThat(exec("debug crypto isakmp").out()).isEqualTo("Crypto ISAKMP debugging is on\n");
    assertThat(exec("show debugging").out()).contains("Crypto ISAKMP debugging is on");
    assertThat(exec("no debug crypto isakmp").out()).isEqualTo("Crypto ISAKMP debugging is off\n");
    assertThat(exec("show debugging").out()).isEmpty();
  }
}
