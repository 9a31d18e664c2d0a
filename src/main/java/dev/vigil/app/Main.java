package dev.vigil.app;

import dev.vigil.actors.secret.SecureEntropy;
import dev.vigil.control.ConsoleCommand;
import dev.vigil.control.ExecCommand;
import dev.vigil.control.Termination;
import dev.vigil.decode.DecodeCommand;
import dev.vigil.language.CheckCommand;
import dev.vigil.quickstart.QuickstartCommand;
import dev.vigil.quickstart.SitesCommand;
import java.util.List;

/** The program's entry point: the first argument names the command. */
public final class Main {
  private static final int USAGE_ERROR = 64;

  private Main() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(List.of(args)));
  }

  private static int run(List<String> arguments) {
    if (arguments.isEmpty()) {
      System.err.println("% Incomplete command. See vigil --help.");
      return USAGE_ERROR;
    }
    List<String> rest = arguments.subList(1, arguments.size());
    return switch (arguments.getFirst()) {
      case "run" -> Termination.letEnd(told -> RunCommand.run(rest, told, System.out, System.err));
      case "check" -> CheckCommand.run(rest.toArray(String[]::new), System.out, System.err);
      case "exec" -> ExecCommand.run(rest, RunCommand.defaultSocket(), System.out, System.err);
      case "console" ->
          ConsoleCommand.run(rest, RunCommand::defaultSocket, System.in, System.out, System.err);
      case "decode" -> DecodeCommand.run(rest, System.out, System.err);
      case "quickstart" -> {
        quietLog();
        yield Termination.letEnd(
            told -> QuickstartCommand.run(rest, new SecureEntropy(), told, System.out, System.err));
      }
      case "sites" -> {
        quietLog();
        // A Ctrl-C goes to it too, but it serves until its parent ends it.
        yield Termination.letEnd(_ -> SitesCommand.run(System.in, System.out, System.err));
      }
      case "version", "--version" -> {
        System.out.println("vigil " + Version.current());
        yield 0;
      }
      default -> {
        System.err.printf("%% Unknown command \"%s\". See vigil --help.%n", arguments.getFirst());
        yield USAGE_ERROR;
      }
    };
  }

  /** Before the first logger is made: what is shown is the progress, unless something is wrong. */
  private static void quietLog() {
    if (System.getProperty("vigil.log.level") == null) {
      System.setProperty("vigil.log.level", "WARN");
    }
  }
}
