package dev.vigil.quickstart;

import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.quickstart.QuickstartOptions.Misused;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The arguments of {@code vigil quickstart --nodes N}.
 *
 * @param duration half of it is over when the first act begins, all of it when the last one ends;
 *     empty: each act has {@code settle}
 * @param acts what happens to the nodes, in this order
 * @param hostWatch whether nodes on this machine see each other's processes end
 * @param settle how long an act is watched
 * @param folder where the nodes' data and logs go and stay; empty: for as long as it runs only
 */
record ClusterOptions(
    int nodes,
    int peers,
    Optional<Duration> duration,
    List<Act> acts,
    boolean strict,
    int group,
    boolean hostWatch,
    int pings,
    Duration settle,
    Optional<Path> folder,
    Optional<Path> report) {
  static final String USAGE =
      """
      Usage: vigil quickstart --nodes N [--peers N] [--duration 90s] [--report FILE]
          [--kill any|oldest|none] [--play ACT,ACT...] [--strict] [--group 2|5|14|19]
          [--host-watch on|off] [--pings SECONDS] [--settle 25s] [--store-dir FOLDER]
        acts: kill-any, kill-oldest, restart, roll, join, storm, stop-term, stop-kill\
      """;

  private static final int MOST_NODES = 9;

  /** Something that happens to the nodes, or to what they have to do. */
  enum Act {
    /** SIGKILL to the youngest node. */
    KILL_ANY,
    /** SIGKILL to the node that has been a member for the longest time. */
    KILL_OLDEST,
    /** Whatever was killed is started again. */
    RESTART,
    /** One node after the other: SIGTERM, and started again. */
    ROLL,
    /** One node more. */
    JOIN,
    /** A third of the sites, held back until now, calls at once; what follows happens meanwhile. */
    STORM,
    /** SIGTERM to all nodes, then all are started again. */
    STOP_TERM,
    /** SIGKILL to all nodes, then all are started again. */
    STOP_KILL;

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  static boolean asked(List<String> arguments) {
    return arguments.contains("--nodes");
  }

  static ClusterOptions parse(List<String> arguments) throws Misused {
    Draft draft = new Draft();
    for (int i = 0; i < arguments.size(); i++) {
      String option = arguments.get(i);
      if (option.equals("--strict")) {
        draft.strict = true;
      } else if (i + 1 == arguments.size()) {
        throw new Misused(option + " needs a value.");
      } else {
        draft.set(option, arguments.get(++i));
      }
    }
    return draft.options();
  }

  /** Sites that are held back for a storm. */
  int heldBack() {
    return acts.contains(Act.STORM) ? peers / 3 : 0;
  }

  private static final class Draft {
    private int nodes;
    private int peers = QuickstartOptions.DEFAULT_PEERS;
    private Optional<Duration> duration = Optional.empty();
    private List<Act> acts = List.of(Act.KILL_OLDEST);
    private boolean strict;
    private int group = DhGroup.MODP_2048.number();
    private boolean hostWatch = true;
    private int pings = 5;
    private Duration settle = Duration.ofSeconds(25);
    private Optional<Path> folder = Optional.empty();
    private Optional<Path> report = Optional.empty();

    void set(String option, String value) throws Misused {
      switch (option) {
        case "--nodes" -> nodes = number(option, value, 1, MOST_NODES);
        case "--peers" -> peers = number(option, value, 1, QuickstartConfig.MOST_SITES);
        case "--duration" -> duration = Optional.of(QuickstartOptions.duration(value));
        case "--kill" ->
            acts =
                switch (value) {
                  case "any" -> List.of(Act.KILL_ANY);
                  case "oldest" -> List.of(Act.KILL_OLDEST);
                  case "none" -> List.of();
                  default -> throw new Misused("--kill takes any, oldest or none.");
                };
        case "--play" -> acts = acts(value);
        case "--group" -> group = group(value);
        case "--host-watch" -> hostWatch = onOff(value);
        case "--pings" -> pings = number(option, value, 0, 3600);
        case "--settle" -> settle = Duration.ofSeconds(seconds(value));
        case "--store-dir" -> folder = Optional.of(Path.of(value));
        case "--report" -> report = Optional.of(Path.of(value));
        default -> throw new Misused("Unexpected argument \"" + option + "\".");
      }
    }

    ClusterOptions options() {
      return new ClusterOptions(
          nodes, peers, duration, acts, strict, group, hostWatch, pings, settle, folder, report);
    }
  }

  private static List<Act> acts(String value) throws Misused {
    List<Act> acts = new ArrayList<>();
    Set<Act> all = EnumSet.allOf(Act.class);
    for (String word : value.split(",")) {
      acts.add(
          all.stream()
              .filter(act -> act.word().equals(word))
              .findFirst()
              .orElseThrow(() ->
                  new Misused(
                      "--play takes acts: "
                          + all.stream().map(Act::word).collect(Collectors.joining(", "))
                          + ".")));
    }
    return acts;
  }

  private static int group(String value) throws Misused {
    if (!List.of("2", "5", "14", "19").contains(value)) {
      throw new Misused("--group takes 2, 5, 14 or 19.");
    }
    return Integer.parseInt(value);
  }

  private static boolean onOff(String value) throws Misused {
    if (!value.equals("on") && !value.equals("off")) {
      throw new Misused("--host-watch takes on or off.");
    }
    return value.equals("on");
  }

  private static int seconds(String value) throws Misused {
    String digits = value.endsWith("s") ? value.substring(0, value.length() - 1) : value;
    return number("--settle", digits, 5, 3600);
  }

  private static int number(String option, String text, int least, int most) throws Misused {
    if (text.matches("\\d{1,6}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new Misused("%s takes a number from %d to %d.".formatted(option, least, most));
  }
}
