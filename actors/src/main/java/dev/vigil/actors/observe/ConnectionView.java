package dev.vigil.actors.observe;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A crypto map entry as {@code show crypto map} sees it, whether it is up or not.
 *
 * @param label {@code "green 1"}
 * @param peers in the order in which they are tried, host names with what they resolve to now
 * @param current index in {@code peers} of the one that is talked to, or would be next
 * @param up IPsec SAs stand
 * @param wanted it is brought up again whenever it is down
 * @param nextAttempt when it is tried again, while it waits for that
 * @param lastEnd why it went down last, or could not come up
 */
public record ConnectionView(
    String label,
    List<Peer> peers,
    int current,
    boolean up,
    boolean wanted,
    Optional<Instant> nextAttempt,
    Optional<LastEnd> lastEnd) {
  public ConnectionView {
    peers = List.copyOf(peers);
  }

  /**
   * One {@code set peer}.
   *
   * @param hostName empty where the configuration names an address
   * @param address empty while a host name is not resolved
   */
  public record Peer(Optional<String> hostName, Optional<InetAddress> address) {}

  /**
   * @param peer empty: a host name that did not resolve
   * @param reason one clause, as the log has it
   */
  public record LastEnd(Instant at, Optional<InetAddress> peer, String reason) {}
}
