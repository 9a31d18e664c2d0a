package dev.vigil.quickstart;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened, for {@code --report FILE}.
 *
 * @param established sites whose tunnel came up
 * @param pingsSent by the sites, through their tunnels, and how many of them were answered
 * @param deathsExpected sites that lost power
 * @param deathsDetected those of them that the head-end declared dead
 * @param falseDeaths sites with power that it declared dead, and times a site declared it dead
 * @param reEstablished sites whose tunnel came up again after their power returned
 * @param setUp from power on to the tunnel
 * @param detection from power off to the declaration
 * @param comeBack from power back to the tunnel
 * @param failures claims that did not come true; empty: all went well
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record QuickstartReport(
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
    List<String> failures) {
  /**
   * What is promised.
   *
   * @param tunnels that come up
   * @param probes whether any is answered, and any ping
   * @param deaths that are noticed
   * @param returns tunnels that come back
   */
  record Claims(int tunnels, boolean probes, int deaths, int returns) {}

  /** What was promised and did not happen. */
  static List<String> failures(
      Claims claims,
      int established,
      long answered,
      long pingsAnswered,
      int deathsDetected,
      long falseDeaths,
      int reEstablished) {
    List<String> failures = new ArrayList<>();
    if (established < claims.tunnels()) {
      failures.add("only %d of %d tunnels came up".formatted(established, claims.tunnels()));
    }
    if (claims.probes() && answered == 0) {
      failures.add("no probe was answered");
    }
    if (claims.probes() && pingsAnswered == 0) {
      failures.add("no ping was answered");
    }
    if (deathsDetected < claims.deaths()) {
      failures.add("only %d of %d deaths were noticed".formatted(deathsDetected, claims.deaths()));
    }
    if (falseDeaths > 0) {
      failures.add("%d living peers were declared dead".formatted(falseDeaths));
    }
    if (reEstablished < claims.returns()) {
      failures.add("only %d of %d tunnels came back".formatted(reEstablished, claims.returns()));
    }
    return failures;
  }

  String summary() {
    return """

    %d sites: %d tunnels up, set-up %s
    %d probes sent, %d answered
    %d pings sent through the tunnels, %d answered
    %d sites lost power: %d declared dead, after %s
    %d came back, within %s
    %d false deaths
    %s
    """
        .formatted(
            peers,
            established,
            setUp,
            probesSent,
            acksReceived,
            pingsSent,
            pingsAnswered,
            deathsExpected,
            deathsDetected,
            detection,
            reEstablished,
            comeBack,
            falseDeaths,
            failures.isEmpty() ? "All as it should be." : "FAILED: " + String.join("; ", failures));
  }
}
