package dev.vigil.console;

import dev.vigil.actors.observe.ConnectionView;
import dev.vigil.actors.observe.PeerAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/** Why a tunnel went down last, as screens tell it. */
final class LastEnds {
  private LastEnds() {}

  /** {@code 15:47:35 UTC Wed Mar 25 2026, peer 10.2.80.209: dead peer}. */
  static String text(ConnectionView.LastEnd end) {
    return Texts.moment(end.at())
        + end.peer().map(peer -> ", peer " + PeerAddress.of(peer)).orElse("")
        + ": "
        + end.reason();
  }

  static Map<String, Object> fields(ConnectionView.LastEnd end) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("at", end.at().toString());
    end.peer().ifPresent(peer -> fields.put("peer", PeerAddress.of(peer)));
    fields.put("reason", end.reason());
    return fields;
  }
}
