package dev.vigil.protocol.phase1;

import java.time.Duration;

/**
 * NAT traversal as the node is set up for it.
 *
 * @param offered whether we announce it at all
 * @param claimed whether we tell every peer that we are behind a NAT, so that ESP always goes in
 *     UDP
 * @param localPort where we float to, 4500 but in tests
 * @param remotePort where the peer listens for it, 4500 but in tests
 * @param keepalive how long nothing may have been sent before the one byte that keeps the NAT's
 *     mapping alive (RFC 3948 §4; its default is 20 s)
 */
public record NatSettings(
    boolean offered, boolean claimed, int localPort, int remotePort, Duration keepalive) {
  public static final NatSettings DEFAULT =
      new NatSettings(true, false, 4500, 4500, Duration.ofSeconds(20));
}
