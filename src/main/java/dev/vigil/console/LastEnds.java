package dev.vigil.console;

import dev.vigil.actors.observe.ConnectionView;
import dev.vigil.actors.observe.PeerAddress;
import dev.vigil.protocol.exchange.CloseReason;
import java.util.LinkedHashMap;
import java.util.Map;

/** Why a tunnel went down last, as screens tell it. */
final class LastEnds {
  private LastEnds() {}

  /** {@code 15:47:35 UTC Wed Mar 25 2026, peer 10.2.80.209: peer does not respond}. */
  static String text(ConnectionView.LastEnd end) {
    return Texts.moment(end.at())
        + end.peer().map(peer -> ", peer " + PeerAddress.of(peer)).orElse("")
        + ": "
        + reason(end);
  }

  /** The router's word for a death, which traces have, reads like its contrary. */
  private static String reason(ConnectionView.LastEnd end) {
    return end.reason().equals(CloseReason.DEAD_PEER.text())
        ? "peer does not respond"
        : end.reason();
  }

  static Map<String, Object> fields(ConnectionView.LastEnd end) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("at", end.at().toString());
    end.peer().ifPresent(peer -> fields.put("peer", PeerAddress.of(peer)));
    fields.put("reason", reason(end));
    return fields;
  }
}
