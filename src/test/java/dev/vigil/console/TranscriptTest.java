package dev.vigil.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole sessions at the console of a head-end whose tunnel stands, compared with the text that an
 * operator sees: prompts, what was typed, answers and errors. What differs from run to run (times,
 * ports, SPIs, sequence numbers) is replaced by a letter. What was printed is found below {@code
 * target/console}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TranscriptTest {
  private static final Path RESOURCES =
      Path.of(System.getProperty("vigil.root", ".."), "src/test/resources/console");
  private static final Path PRINTED =
      Path.of(System.getProperty("vigil.root", ".."), "target/console");

  /** What differs from run to run, and what stands for it. */
  private enum Varying {
    STAMP("\\*[A-Z][a-z]{2} [ 0-9]\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}", "*STAMP"),
    CLOCK("\\*\\d\\d:\\d\\d:\\d\\d\\.\\d{3} UTC [A-Za-z]{3} [A-Za-z]{3} \\d+ \\d{4}", "*CLOCK"),
    DAY("[A-Z][a-z]{2} [A-Z][a-z]{2} +\\d+ \\d{4}", "DAY"),
    USER("(console by |vty \\d +)" + System.getProperty("user.name") + "\\b", "$1USER"),
    SYSTEM("(head-end on )\\S+ [^\\s\"]+", "$1SYSTEM"),
    SALTED("\\$8\\$\\S+", "HASH"),
    SPI("0x[0-9A-F]{6,8}(\\(\\d+\\))?", "0xSPI"),
    FLOW("conn id: \\d+, flow_id: SW:\\d+", "conn id: N, flow_id: SW:N"),
    TIME("\\b\\d{1,2}:\\d\\d:\\d\\d\\b", "TIME"),
    MILLISECONDS("min/avg/max = \\d+/\\d+/\\d+ ms", "min/avg/max = N/N/N ms"),
    PORT("(\\b127\\.0\\.0\\.\\d(?: port | Port: |/|:))(?!500\\b)\\d{4,5}\\b", "$1PORT"),
    REMAINING("(life \\(KB/Sec\\) )\\d+/\\d+", "$1KB/SEC"),
    LIFETIME("(\\(k/sec\\): \\()\\d+/\\d+\\)", "$1KB/SEC)");

    private final Pattern pattern;
    private final String name;

    Varying(String regex, String name) {
      this.pattern = Pattern.compile(regex);
      this.name = name;
    }
  }

  private Rig rig;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    rig = new Rig(folder);
  }

  @AfterAll
  void stop() throws Exception {
    rig.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"user", "shows", "tunnels", "configure"})
  void aSessionReadsAsOnTheRouter(String name) throws IOException {
    Rig.Transcript transcript = rig.pipe(Files.readString(RESOURCES.resolve(name + ".in")));
    String printed = normalized(transcript.out());
    Files.createDirectories(PRINTED);
    Files.writeString(PRINTED.resolve(name + ".txt"), printed);

    assertThat(transcript.exit()).isZero();
    assertThat(transcript.err()).isEmpty();
    assertThat(printed).isEqualTo(Files.readString(RESOURCES.resolve(name + ".txt")));
  }

  private static String normalized(String text) {
    String normalized = text;
    for (Varying varying : Varying.values()) {
      normalized = varying.pattern.matcher(normalized).replaceAll(varying.name);
    }
    return normalized;
  }
}
