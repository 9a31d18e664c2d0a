package dev.vigil.actors.observe;

import dev.vigil.protocol.peer.ConnectionEnd;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Why each crypto map entry went down last, or could not come up. A node keeps it when the peer's
 * actor is long gone; of very many entries those whose end is longest ago are forgotten.
 */
public final class EndHistory {
  private static final int MOST_ENTRIES = 100_000;

  private final Map<String, ConnectionEnd> ends = new LinkedHashMap<>();

  /**
   * @param connection label of the entry
   */
  public synchronized void note(String connection, ConnectionEnd end) {
    ends.remove(connection);
    ends.put(connection, end);
    if (ends.size() > MOST_ENTRIES) {
      ends.remove(ends.keySet().iterator().next());
    }
  }

  public synchronized Optional<ConnectionEnd> of(String connection) {
    return Optional.ofNullable(ends.get(connection));
  }
}
