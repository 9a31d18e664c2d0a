package dev.vigil.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vigil check}. */
class CheckCommandTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int check(String... arguments) {
    return CheckCommand.run(
        arguments,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String file(String text) throws IOException {
    Path file = folder.resolve("site.cfg");
    Files.writeString(file, text);
    return file.toString();
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void tellsWhatIsKeptAndWhatComesLater() throws IOException {
    String file =
        file(
            """
            hostname r1
            router bgp 1
             network 1.0.0.0
            crypto ipsec df-bit clear
            """);

    assertThat(check("--config", file)).isZero();
    assertThat(text(out))
        .isEqualToNormalizingNewlines(
            file
                + """
                : 4 lines, of which 2 configure the head-end
                kept, not used: 2 lines in 1 places
                  lines 2-3        router bgp
                accepted, not in effect in this release:
                  data plane: 1 line from line 4 on
                """
                + file
                + ": no errors\n");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void anErrorIsToldWithItsPlaceAndAnExitCode() throws IOException {
    String file = file("crypto isakmp keepalive 5\n");

    assertThat(check("--config", file)).isEqualTo(1);
    assertThat(text(err))
        .isEqualToNormalizingNewlines(
            file
                + ":1:25:\ncrypto isakmp keepalive 5\n"
                + " ".repeat(24)
                + "^\n% Invalid input detected at '^' marker.\n"
                + file
                + ": 1 error, nothing of this file would be used\n");
  }

  @Test
  void theNodesSettingsSayWhatInsecureChoiceIsLetThrough() throws IOException {
    String file = file("crypto ipsec transform-set t esp-des esp-sha-hmac\n");

    assertThat(check("--config", file)).isEqualTo(1);
    Path node = folder.resolve("node.conf");
    Files.writeString(node, "vigil.allow-insecure = [des]\n");
    assertThat(check("--config", file, "--node", node.toString())).isZero();
    Files.writeString(node, "vigil.allow-insecure = [group24]\n");
    assertThat(check("--config", file, "--node", node.toString())).isEqualTo(1);
    assertThat(check("--config", file, "--node", folder.resolve("none").toString())).isEqualTo(2);
  }

  @Test
  void aFileThatIsNotThereIsOneClearSentence() {
    assertThat(check("--config", folder.resolve("none.cfg").toString())).isEqualTo(2);
    assertThat(text(err)).startsWith("vigil check: there is no file ").hasLineCount(1);
  }

  @Test
  void aFolderIsNoFile() {
    assertThat(check("--config", folder.toString())).isEqualTo(2);
    assertThat(text(err)).startsWith("vigil check: cannot read ").hasLineCount(1);
  }

  @Test
  void aWrongCommandLineIsExplained() {
    assertThat(check()).isEqualTo(2);
    assertThat(check("--config")).isEqualTo(2);
    assertThat(check("--what")).isEqualTo(2);
    assertThat(check("--help")).isZero();
    assertThat(text(out)).startsWith("usage: vigil check --config FILE");
  }

  @Test
  void aFileInLatin1IsRead() throws IOException {
    Path file = folder.resolve("latin1.cfg");
    Files.write(file, "hostname r1\n! Büro\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(check("--config", file.toString())).isZero();
  }
}
