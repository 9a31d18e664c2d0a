package dev.vigil.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.control.CommandHandler.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlSocketTest {
  @TempDir private Path folder;

  private record Run(int exit, String out, String err) {}

  private static Run exec(Path socket, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        ExecCommand.run(
            List.of(arguments),
            socket,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Run(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aCommandGoesThereAndItsAnswerComesBackWithTheExitCode() throws IOException {
    Path socket = folder.resolve("new/control.sock");
    CommandHandler echo =
        (line, json) ->
            line.startsWith("show")
                ? Answer.done((json ? "{" : "") + line + " é\n")
                : Answer.refused("% no\n");
    try (ControlServer server = ControlServer.open(socket).serve(echo)) {
      assertThat(server).isNotNull();
      assertThat(exec(socket, "show crypto  isakmp sa"))
          .isEqualTo(new Run(0, "show crypto  isakmp sa é\n", ""));
      assertThat(exec(socket, "--json", "show", "version").out()).isEqualTo("{show version é\n");
      assertThat(exec(socket, "reload")).isEqualTo(new Run(1, "", "% no\n"));
    }
    assertThat(socket).doesNotExist();
  }

  @Test
  void aHandlersFaultIsToldWithoutDetailsAndTheSocketServesOn() throws IOException {
    Path socket = folder.resolve("control.sock");
    CommandHandler faulty =
        (line, json) -> {
          if (line.equals("break")) {
            throw new IllegalStateException("secret detail");
          }
          return Answer.done("ok\n");
        };
    try (ControlServer server = ControlServer.open(socket).serve(faulty)) {
      assertThat(server).isNotNull();
      assertThat(exec(socket, "break").err())
          .startsWith("% Internal error")
          .doesNotContain("secret");
      assertThat(exec(socket, "show").out()).isEqualTo("ok\n");
    }
  }

  @Test
  void onlyTheOwnerMayOpenIt() throws IOException {
    Path socket = folder.resolve("control.sock");
    try (ControlServer server = ControlServer.open(socket).serve((line, json) -> Answer.done(""))) {
      assertThat(server).isNotNull();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aSocketLeftBehindIsReplacedAndALiveOneIsNot() throws IOException {
    Path socket = folder.resolve("control.sock");
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(socket));
    }
    assertThat(socket).exists();
    try (ControlServer server =
        ControlServer.open(socket).serve((line, json) -> Answer.done("a\n"))) {
      assertThat(server).isNotNull();
      assertThatThrownBy(() -> ControlServer.open(socket))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Another node already answers");
      assertThat(exec(socket, "x").out()).isEqualTo("a\n");
    }
  }

  @Test
  void withoutANodeOneSentenceSaysSo() {
    Path socket = folder.resolve("absent.sock");

    assertThat(exec(socket, "show"))
        .isEqualTo(
            new Run(
                69,
                "",
                "% No running node answers on " + socket + ". --socket PATH names another.\n"));
    assertThat(exec(socket).exit()).isEqualTo(64);
    assertThat(exec(socket, "--yaml", "show").err()).contains("Unexpected option \"--yaml\".");
  }
}
