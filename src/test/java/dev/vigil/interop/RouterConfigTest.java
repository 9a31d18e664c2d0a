package dev.vigil.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.language.CheckCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The configurations that the interop tests start a head-end with are read without a fault. */
class RouterConfigTest {
  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"first-seed.cfg", "second-seed.cfg", "three-suites.cfg"})
  void isRead(String name) throws IOException {
    Path file = dir.resolve(name);
    String transformSet =
        switch (name) {
          case "first-seed.cfg" -> "esp-3des-sha";
          case "second-seed.cfg" -> "Trans1";
          default -> "taes";
        };
    Files.writeString(
        file, Template.fill(name, Map.of()) + RouterConfig.peer(9, "10.2.80.99", transformSet));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      int exit = CheckCommand.run(new String[] {"--config", file.toString()}, out, out);
      assertThat(exit).as(bytes.toString(StandardCharsets.UTF_8)).isZero();
    }
  }
}
