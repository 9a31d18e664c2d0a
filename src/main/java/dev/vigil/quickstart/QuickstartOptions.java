package dev.vigil.quickstart;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The arguments of {@code vigil quickstart}.
 *
 * @param duration empty: until it is stopped
 */
record QuickstartOptions(int peers, Optional<Duration> duration, Optional<Path> report) {
  static final String USAGE =
      "Usage: vigil quickstart [--peers N] [--duration 60s] [--report FILE]";
  static final int DEFAULT_PEERS = 200;

  /** Below this nothing could be shown dying and coming back. */
  static final Duration SHORTEST = Duration.ofSeconds(45);

  private static final Pattern DURATION = Pattern.compile("(?:(\\d{1,4})m)?(?:(\\d{1,5})s)?");

  /** What is wrong with the arguments, in a sentence. */
  static final class Misused extends Exception {
    private static final long serialVersionUID = 1L;

    Misused(String message) {
      super(message);
    }
  }

  static QuickstartOptions parse(List<String> arguments) throws Misused {
    int peers = DEFAULT_PEERS;
    Optional<Duration> duration = Optional.empty();
    Optional<Path> report = Optional.empty();
    for (int i = 0; i < arguments.size(); i += 2) {
      String option = arguments.get(i);
      if (i + 1 == arguments.size()
          && List.of("--peers", "--duration", "--report").contains(option)) {
        throw new Misused(option + " needs a value.");
      }
      switch (option) {
        case "--peers" -> peers = peers(arguments.get(i + 1));
        case "--duration" -> duration = Optional.of(duration(arguments.get(i + 1)));
        case "--report" -> report = Optional.of(Path.of(arguments.get(i + 1)));
        default -> throw new Misused("Unexpected argument \"" + option + "\".");
      }
    }
    return new QuickstartOptions(peers, duration, report);
  }

  private static int peers(String text) throws Misused {
    if (text.matches("\\d{1,6}")) {
      int peers = Integer.parseInt(text);
      if (peers >= 1 && peers <= QuickstartConfig.MOST_SITES) {
        return peers;
      }
    }
    throw new Misused("--peers takes a number from 1 to " + QuickstartConfig.MOST_SITES + ".");
  }

  static Duration duration(String text) throws Misused {
    Matcher matcher = DURATION.matcher(text);
    if (text.isEmpty() || !matcher.matches()) {
      throw new Misused("--duration takes minutes and seconds, such as 60s or 1m30s.");
    }
    Duration duration = part(matcher.group(1), 60).plus(part(matcher.group(2), 1));
    if (duration.compareTo(SHORTEST) < 0) {
      throw new Misused(
          "--duration takes %d s or more: a silent site is declared dead after up to 20 s, and it"
                  .formatted(SHORTEST.toSeconds())
              + " is to come back as well.");
    }
    return duration;
  }

  @SuppressWarnings("NullAway") // a group that took no part is null
  private static Duration part(String digits, int seconds) {
    return digits == null ? Duration.ZERO : Duration.ofSeconds(Long.parseLong(digits) * seconds);
  }
}
