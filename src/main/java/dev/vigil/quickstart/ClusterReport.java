package dev.vigil.quickstart;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened to a cluster, as its sites saw it, for {@code --report FILE}. The first fields are
 * those of {@link QuickstartReport}; no site loses power here.
 *
 * @param tunnelsLost tunnels that ended though nobody ended them
 * @param renegotiated new Main Modes of sites that had a tunnel
 * @param gap for each site the longest time for which a question of its was open, in the worst act
 * @param maxGapMs the longest of all
 * @param refused R-U-THERE numbers that strict sites rejected
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record ClusterReport(
    int nodes,
    int peers,
    int established,
    long durationMs,
    long probesSent,
    long acksReceived,
    long pingsSent,
    long pingsAnswered,
    int deathsExpected,
    int deathsDetected,
    long falseDeaths,
    int reEstablished,
    Latencies setUp,
    Latencies detection,
    Latencies comeBack,
    boolean hostWatch,
    boolean strict,
    int group,
    List<Integer> killed,
    int tunnelsLost,
    int renegotiated,
    long refused,
    @JsonProperty("gap_ms") Latencies gap,
    long maxGapMs,
    List<ActReport> acts,
    List<String> failures) {
  /**
   * An act and what the sites saw from its beginning to the next one's.
   *
   * @param nodes that were ended
   * @param heardAgainMs from the beginning until every site had a sign of life; -1: not all had
   * @param gap over all sites; {@code disturbed}: over those that waited 250 ms or longer
   * @param answers how long every single question waited
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record ActReport(
      String act,
      List<Integer> nodes,
      long heardAgainMs,
      int tunnelsLost,
      int renegotiated,
      @JsonProperty("gap_ms") Latencies gap,
      Latencies disturbed,
      Latencies answers) {
    String line() {
      return "%-12s %-9s %5d  %5d  %9d  %6d %6d %6d  %6d %6d  %8d%n"
          .formatted(
              act,
              nodes.isEmpty() ? "-" : String.join("+", nodes.stream().map(n -> "" + n).toList()),
              tunnelsLost,
              renegotiated,
              disturbed.count(),
              disturbed.p50(),
              disturbed.p99(),
              gap.max(),
              answers.p50(),
              answers.p99(),
              heardAgainMs);
    }
  }

  /** What was promised and did not happen. */
  static List<String> failures(
      int expected, int established, int lost, int renegotiated, long falseDeaths) {
    List<String> failures = new ArrayList<>();
    if (established < expected) {
      failures.add("only %d of %d tunnels came up".formatted(established, expected));
    }
    if (lost > 0) {
      failures.add("%d tunnels were lost".formatted(lost));
    }
    if (renegotiated > 0) {
      failures.add("%d Main Modes were repeated".formatted(renegotiated));
    }
    if (falseDeaths > 0) {
      failures.add("%d living peers were declared dead".formatted(falseDeaths));
    }
    return failures;
  }

  String summary() {
    StringBuilder text =
        new StringBuilder(
            """

            %d nodes, %d sites: %d tunnels up, set-up %s
            %d probes sent, %d answered; %d pings sent through the tunnels, %d answered
            """
                .formatted(
                    nodes,
                    peers,
                    established,
                    setUp,
                    probesSent,
                    acksReceived,
                    pingsSent,
                    pingsAnswered));
    text.append(
        "%-12s %-9s %5s  %5s  %9s  %20s  %13s  %8s%n"
            .formatted(
                "",
                "node",
                "lost",
                "again",
                "disturbed",
                "gap p50/p99/max ms",
                "answer p50/99",
                "all by"));
    acts.forEach(act -> text.append(act.line()));
    return text.append(
            """
            %d tunnels lost, %d renegotiated, longest gap %d ms, %d false deaths
            %s
            """
                .formatted(
                    tunnelsLost,
                    renegotiated,
                    maxGapMs,
                    falseDeaths,
                    failures.isEmpty()
                        ? "All as it should be."
                        : "FAILED: " + String.join("; ", failures)))
        .toString();
  }
}
