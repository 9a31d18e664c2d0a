package dev.vigil.console;

import dev.vigil.actors.observe.ChildTraffic;
import dev.vigil.actors.observe.ChildView;
import dev.vigil.actors.observe.ConnectionView;
import dev.vigil.actors.observe.PeerView;
import dev.vigil.actors.observe.SaView;
import dev.vigil.language.ExecRequest.SessionForm;
import dev.vigil.language.SessionFilter;
import dev.vigil.protocol.config.Flow;
import dev.vigil.protocol.config.HeadEndConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code show crypto session}: IKE and IPsec state of each peer, apart, and configured peers that
 * are down too, with why. No line is strange to the tools that read the router's: so what the
 * router does not tell stands on a line that begins like the heading.
 */
final class SessionScreen {
  private static final String HEADING = "Crypto session current status\n";
  private static final String CODES =
      """

      Code: C - IKE Configuration mode, D - Dead Peer Detection
      K - Keepalives, N - NAT-traversal, T - cTCP encapsulation
      X - IKE Extended Authentication, F - IKE Fragmentation
      R - IKE Auto Reconnect
      """;

  private SessionScreen() {}

  /** The whole screen; what is large is better written block by block. */
  static String text(
      HeadEndConfig config,
      List<PeerView> peers,
      List<ConnectionView> connections,
      SessionFilter which,
      SessionForm form,
      Instant now) {
    return blocks(config, peers, connections, which, form, now).collect(Collectors.joining());
  }

  /** The same, session by session, each made when it is asked for. */
  static Stream<String> blocks(
      HeadEndConfig config,
      List<PeerView> peers,
      List<ConnectionView> connections,
      SessionFilter which,
      SessionForm form,
      Instant now) {
    Stream<CryptoSession> sessions = CryptoSessions.of(config, peers, connections, which);
    return switch (form) {
      case NORMAL ->
          Stream.concat(Stream.of(HEADING), sessions.map(session -> block(session, false, now)));
      case DETAIL ->
          Stream.concat(
              Stream.of(HEADING + CODES), sessions.map(session -> block(session, true, now)));
      case BRIEF -> SessionBrief.lines(sessions, now);
    };
  }

  static Object json(
      HeadEndConfig config,
      List<PeerView> peers,
      List<ConnectionView> connections,
      SessionFilter which,
      Instant now) {
    return CryptoSessions.of(config, peers, connections, which)
        .map(session -> SessionFields.of(config, session, now))
        .toList();
  }

  private static String block(CryptoSession session, boolean detail, Instant now) {
    StringBuilder text = new StringBuilder("\nInterface: ");
    text.append(session.interfaceName()).append('\n');
    session.profile().ifPresent(name -> text.append("Profile: ").append(name).append('\n'));
    if (detail) {
      session
          .since()
          .ifPresent(since ->
              text.append("Uptime: ")
                  .append(Texts.uptime(Duration.between(since, now)))
                  .append('\n'));
    }
    text.append("Session status: ").append(session.status().words()).append('\n');
    text.append("Peer: ")
        .append(Texts.address(session.remote()))
        .append(" port ")
        .append(session.remote().getPort());
    if (detail) {
      text.append(
          " fvrf: %s ivrf: %s%n      Phase1_id: %s%n      Desc: %s%n"
              .formatted(
                  Texts.orNone(session.vrfs().front()),
                  Texts.orNone(session.vrfs().inside()),
                  session.phase1Id().map(SessionScreen::oneWord).orElse("(none)"),
                  Texts.orNone(session.description())));
    } else {
      text.append(" \n");
    }
    if (detail || session.status().isDown()) {
      session
          .lastEnd()
          .ifPresent(end ->
              text.append("Crypto session last ended: ").append(LastEnds.text(end)).append('\n'));
    }
    session.sas().forEach(sa -> write(sa, detail, now, text));
    writeFlows(session, detail, now, text);
    return text.toString();
  }

  /** A peer may call itself with blanks; tools take one word. */
  private static String oneWord(String identity) {
    return identity.replace(' ', '_');
  }

  private static void write(SaView sa, boolean detail, Instant now, StringBuilder text) {
    text.append(
        "%s  IKEv1 SA: local %s remote %s %s %n"
            .formatted(
                detail ? "  Session ID: 0 \n" : "",
                Texts.endpoint(sa.path().local()),
                Texts.endpoint(sa.path().remote()),
                sa.established() ? "Active" : "Inactive"));
    if (detail) {
      text.append(
          "          Capabilities:%s connid:%d lifetime:%s%n"
              .formatted(
                  sa.phase1().map(IsakmpSaScreen::capabilities).orElse("(none)"),
                  sa.connection(),
                  sa.phase1()
                      .map(p -> Texts.clock(Duration.between(now, p.expiresAt())))
                      .orElse("0")));
    }
  }

  /** One flow may have two pairs for a moment, while its SAs are renewed. */
  private static void writeFlows(
      CryptoSession session, boolean detail, Instant now, StringBuilder text) {
    Map<Flow, List<ChildView>> flows = new LinkedHashMap<>();
    for (ChildView child : session.children()) {
      flows
          .computeIfAbsent(
              new Flow(child.agreed().local(), child.agreed().remote()), _ -> new ArrayList<>(1))
          .add(child);
    }
    session.down().forEach(flow -> flows.put(flow, List.of()));
    flows.forEach((flow, pairs) -> {
      text.append("  IPSEC FLOW: ").append(Texts.flow(flow.local(), flow.remote()));
      text.append(
          " %n        Active SAs: %d, origin: %s%n".formatted(2 * pairs.size(), session.origin()));
      if (detail) {
        write(pairs, now, text);
      }
    });
  }

  private static void write(List<ChildView> pairs, Instant now, StringBuilder text) {
    ChildTraffic all =
        pairs.stream().map(ChildView::traffic).reduce(ChildTraffic.NONE, ChildTraffic::plus);
    String in = "0/0";
    String out = "0/0";
    if (!pairs.isEmpty()) {
      ChildLife life = ChildLife.of(pairs.getLast(), now);
      in = life.inboundWords();
      out = life.outboundWords();
    }
    text.append(
        "        Inbound:  #pkts dec'ed %d drop %d life (KB/Sec) %s%n"
            .formatted(all.packetsIn(), all.replayed() + all.refused(), in));
    text.append(
        "        Outbound: #pkts enc'ed %d drop 0 life (KB/Sec) %s%n"
            .formatted(all.packetsOut(), out));
  }
}
