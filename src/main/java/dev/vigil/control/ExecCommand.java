package dev.vigil.control;

import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code vigil exec [--socket PATH] [--json] COMMAND…}: one command on the running node. */
public final class ExecCommand {
  private static final String USAGE = "Usage: vigil exec [--socket PATH] [--json] \"COMMAND\"";
  private static final int USAGE_ERROR = 64;
  private static final int UNAVAILABLE = 69;

  private ExecCommand() {}

  /**
   * Sends the command and prints the answer.
   *
   * @param socket where the node listens unless the arguments say otherwise
   * @return the exit code: the command's own, or 69 if no node answers
   */
  public static int run(List<String> arguments, Path socket, PrintStream out, PrintStream err) {
    Path path = socket;
    boolean json = false;
    List<String> words = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (words.isEmpty() && (argument.equals("--help") || argument.equals("-h"))) {
        out.println(USAGE);
        return 0;
      } else if (words.isEmpty() && argument.equals("--json")) {
        json = true;
      } else if (words.isEmpty() && argument.equals("--socket") && i + 1 < arguments.size()) {
        path = Path.of(arguments.get(++i));
      } else if (words.isEmpty() && argument.startsWith("-")) {
        err.println("% Unexpected option \"" + argument + "\".");
        err.println(USAGE);
        return USAGE_ERROR;
      } else {
        words.add(argument);
      }
    }
    if (words.isEmpty()) {
      err.println("% Incomplete command.");
      err.println(USAGE);
      return USAGE_ERROR;
    }
    return send(path, (json ? "json " : "text ") + String.join(" ", words), out, err);
  }

  private static int send(Path path, String request, PrintStream out, PrintStream err) {
    String answer;
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(path));
      channel.write(StandardCharsets.UTF_8.encode(request.replace('\n', ' ') + "\n"));
      channel.shutdownOutput();
      answer = new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      err.println(unreachable(path));
      return UNAVAILABLE;
    }
    int end = answer.indexOf('\n');
    if (end < 0) {
      err.println("% The node closed the connection without an answer.");
      return UNAVAILABLE;
    }
    int exit = Integer.parseInt(answer.substring(0, end));
    (exit == 0 ? out : err).print(answer.substring(end + 1));
    out.flush();
    err.flush();
    return exit;
  }

  /** Why nobody answers on the socket. */
  static String unreachable(Path path) {
    return Files.exists(path) && !Files.isWritable(path)
        ? "% No permission for the control socket " + path + ": it is another user's."
        : "% No running node answers on " + path + ". --socket PATH names another.";
  }
}
