package dev.vigil.protocol.config;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Routes to what lies behind a peer, made when its SA stands ({@code reverse-route}).
 *
 * @param permanent made at once, without waiting for an SA ({@code static})
 * @param remotePeer next hop instead of the peer itself
 * @param gateway the next hop is recursive
 * @param distance 1 to 255
 * @param tag of the route
 */
public record ReverseRoute(
    boolean permanent,
    Optional<InetAddress> remotePeer,
    boolean gateway,
    Optional<Integer> distance,
    Optional<Long> tag) {
  public static final ReverseRoute PLAIN =
      new ReverseRoute(false, Optional.empty(), false, Optional.empty(), Optional.empty());
}
