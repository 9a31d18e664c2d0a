package dev.vigil.quickstart;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What all sites have seen, added up as it happens. For use by the sites' one thread. */
final class Tally {
  /** Longer answers count as that long; by then the site has given up. */
  private static final int LONGEST_MILLIS = 60_000;

  private int up;
  private int lost;
  private int renegotiated;
  private int headEndDeaths;
  private long refused;
  private List<Duration> setups = new ArrayList<>();

  /** Answers by whole milliseconds. */
  private int[] answers = new int[LONGEST_MILLIS + 1];

  void up(Duration setup) {
    up++;
    setups.add(setup);
  }

  void down() {
    up--;
  }

  void lost() {
    lost++;
  }

  void renegotiated() {
    renegotiated++;
  }

  void headEndDied() {
    headEndDeaths++;
  }

  /** A strict site rejected a number. */
  void refused() {
    refused++;
  }

  void answered(Duration after) {
    answers[Math.clamp(after.toMillis(), 0, LONGEST_MILLIS)]++;
  }

  int up() {
    return up;
  }

  int losses() {
    return lost;
  }

  int renegotiations() {
    return renegotiated;
  }

  int headEndDeaths() {
    return headEndDeaths;
  }

  long refusals() {
    return refused;
  }

  /** Of the tunnels that came up since this was asked last. */
  List<Duration> takeSetups() {
    List<Duration> taken = setups;
    setups = new ArrayList<>();
    return taken;
  }

  /** How long answers took since {@link #mark}. */
  Latencies answers() {
    return Latencies.ofHistogram(answers);
  }

  /** From now on {@link #answers} are counted anew. */
  void mark() {
    answers = new int[LONGEST_MILLIS + 1];
  }
}
