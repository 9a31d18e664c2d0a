package dev.vigil.console;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code show crypto session brief}: a line for each, under the VRF that it protects. */
final class SessionBrief {
  private static final String CODES =
      """
      Status: A- Active, U - Up, D - Down, I - Idle, S - Standby, N - Negotiating
              K - No IKE
      """;
  private static final String COLUMNS =
      "           Peer     I/F        Username          Group/Phase1_id   Uptime Status\n";

  private SessionBrief() {}

  static Stream<String> lines(Stream<CryptoSession> sessions, Instant now) {
    Map<String, List<CryptoSession>> byVrf =
        sessions.collect(
            Collectors.groupingBy(
                session -> Texts.orNone(session.vrfs().inside()),
                LinkedHashMap::new,
                Collectors.toList()));
    Stream<String> tables =
        byVrf.entrySet().stream()
            .flatMap(entry ->
                Stream.concat(
                    Stream.of("ivrf = " + entry.getKey() + "\n" + COLUMNS),
                    entry.getValue().stream().map(session -> line(session, now))));
    return Stream.concat(Stream.of(CODES), tables);
  }

  private static String line(CryptoSession session, Instant now) {
    return "%15s %7s %15s %24s %8s %5s%n"
        .formatted(
            Texts.address(session.remote()),
            Texts.shortInterface(session.interfaceName()),
            "",
            session.phase1Id().or(session::description).orElse(""),
            session.since().map(at -> Texts.uptime(Duration.between(at, now))).orElse(""),
            session.status().letters());
  }
}
