package dev.vigil.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartupFileTest {
  private static final int KILLS = 12;
  private static final int SIZE = 300_000;

  @TempDir Path folder;

  /** Writes one of two texts after the other, for ever; run in a process of its own. */
  public static final class Writer {
    private Writer() {}

    public static void main(String[] args) throws IOException {
      StartupFile file = new StartupFile(Path.of(args[0]));
      for (long i = 0; ; i++) {
        file.write(text(i % 2 == 0 ? 'a' : 'b'));
        if (i == 1) {
          System.out.println("writing");
        }
      }
    }
  }

  private static String text(char letter) {
    return Character.toString(letter).repeat(SIZE) + "\n";
  }

  @Test
  void whateverMomentTheProcessIsKilledAtTheFileIsWhole() throws Exception {
    Path path = Files.writeString(folder.resolve("router.cfg"), text('a'));
    Random random = new Random(7);
    for (int i = 0; i < KILLS; i++) {
      Process writer =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Writer.class.getName(),
                  path.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      assertThat(writer.inputReader().readLine()).isEqualTo("writing");
      Thread.sleep(random.nextInt(60));
      writer.destroyForcibly().waitFor();
      assertThat(Files.readString(path)).isIn(text('a'), text('b'));
    }
    new StartupFile(path).write("hostname whole\n");
    assertThat(Files.readString(path)).isEqualTo("hostname whole\n");
  }

  @Test
  void permissionsStayAndNothingIsLeftBeside() throws IOException {
    Path path = Files.writeString(folder.resolve("router.cfg"), "old\n");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
    new StartupFile(path).write("new\n");
    assertThat(Files.readString(path)).isEqualTo("new\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-r-----");
    assertThat(names()).containsExactly("router.cfg");
  }

  @Test
  void aFileThatIsNewIsForItsOwnerOnly() throws IOException {
    Path path = folder.resolve("router.cfg");
    new StartupFile(path).write("new\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
  }

  @Test
  void aLinkStaysALink() throws IOException {
    Path target = Files.writeString(folder.resolve("site-7.cfg"), "old\n");
    Path link = Files.createSymbolicLink(folder.resolve("router.cfg"), target.getFileName());
    new StartupFile(link).write("new\n");
    assertThat(link).isSymbolicLink();
    assertThat(Files.readString(target)).isEqualTo("new\n");
  }

  @Test
  void whatCannotBeReplacedStaysAsItIs() throws IOException {
    Path path = Files.createDirectory(folder.resolve("router.cfg"));
    Files.writeString(path.resolve("kept"), "kept\n");
    assertThatThrownBy(() -> new StartupFile(path).write("new\n")).isInstanceOf(IOException.class);
    assertThat(Files.readString(path.resolve("kept"))).isEqualTo("kept\n");
    assertThat(names()).containsExactly("router.cfg");
    assertThatThrownBy(() -> new StartupFile(folder.resolve("none/router.cfg")).write("new\n"))
        .isInstanceOf(IOException.class);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
