package dev.vigil.protocol.config;

import java.util.Optional;

/**
 * The two VRFs of a peer; empty means the global routing table. They are names that choose keys,
 * profiles and sessions; packets are not routed by them.
 *
 * @param front where its encrypted packets come in ({@code fvrf}): the VRF of the interface that
 *     has the address of ours which the peer talks to
 * @param inside where what is protected belongs ({@code ivrf}): the VRF of the peer's ISAKMP
 *     profile or of the tunnel interface to it, else the same
 */
public record Vrfs(Optional<String> front, Optional<String> inside) {
  public static final Vrfs GLOBAL = new Vrfs(Optional.empty(), Optional.empty());
}
