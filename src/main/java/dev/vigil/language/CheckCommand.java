package dev.vigil.language;

import dev.vigil.settings.InvalidSettings;
import dev.vigil.settings.NodeSettings.InsecureAlgorithm;
import dev.vigil.settings.SettingsFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;

/**
 * {@code vigil check --config FILE}: reads a configuration as {@code run} would, and says what it
 * means, without starting anything.
 */
public final class CheckCommand {
  private static final int OK = 0;
  private static final int REFUSED = 1;
  private static final int MISUSED = 2;

  private static final String USAGE =
      """
      usage: vigil check --config FILE [--node FILE]

        --config FILE   the configuration, in the router's language
        --node FILE     the settings of the node that it is for: they may let insecure
                        algorithms through
      """;

  private CheckCommand() {}

  /**
   * @return 0 when the file can be used, 1 when it has an error, 2 when the command line is wrong
   *     or the file cannot be read
   */
  public static int run(String[] args, PrintStream out, PrintStream err) {
    String file = "";
    String node = "";
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--config" -> file = ++i < args.length ? args[i] : "";
        case "--node" -> node = ++i < args.length ? args[i] : "";
        case "--help", "-h" -> {
          out.print(USAGE);
          return OK;
        }
        default -> {
          err.println("vigil check: unknown argument " + args[i]);
          err.print(USAGE);
          return MISUSED;
        }
      }
    }
    if (file.isEmpty()) {
      err.print(USAGE);
      return MISUSED;
    }
    try {
      Set<InsecureAlgorithm> allowed =
          node.isEmpty() ? Set.of() : SettingsFile.load(Path.of(node)).allowInsecure();
      return report(ConfigFile.load(Path.of(file), allowed), out, err);
    } catch (InvalidSettings e) {
      e.problems().forEach(problem -> err.println("vigil check: " + problem));
    } catch (NoSuchFileException e) {
      err.println("vigil check: there is no file " + file);
    } catch (AccessDeniedException e) {
      err.println("vigil check: no permission to read " + file);
    } catch (IOException e) {
      err.println("vigil check: cannot read " + file + ": " + e.getMessage());
    }
    return MISUSED;
  }

  private static int report(ConfigFile file, PrintStream out, PrintStream err) {
    out.printf(
        "%s: %d lines, of which %d configure the head-end%n",
        file.name(), file.lines(), file.used());
    kept(file, out);
    if (!file.later().isEmpty()) {
      out.println("accepted, not in effect in this release:");
      file.later()
          .forEach(later ->
              out.printf(
                  "  %s: %d %s from line %d on%n",
                  later.what(),
                  later.lines(),
                  later.lines() == 1 ? "line" : "lines",
                  later.first()));
    }
    file.warnings().forEach(warning -> out.println("warning: " + warning));
    file.errors().forEach(err::println);
    if (file.running().isEmpty()) {
      int errors = file.errors().size();
      err.printf(
          "%s: %d %s, nothing of this file would be used%n",
          file.name(), errors, errors == 1 ? "error" : "errors");
      return REFUSED;
    }
    out.println(file.name() + ": no errors");
    return OK;
  }

  private static void kept(ConfigFile file, PrintStream out) {
    if (file.kept().isEmpty()) {
      return;
    }
    int lines = file.kept().stream().mapToInt(k -> k.last() - k.first() + 1).sum();
    out.printf("kept, not used: %d lines in %d places%n", lines, file.kept().size());
    for (ConfigFile.KeptLines block : file.kept()) {
      String where =
          block.first() == block.last()
              ? "line " + block.first()
              : "lines " + block.first() + "-" + block.last();
      out.printf("  %-16s %s%n", where, block.heading());
    }
  }
}
