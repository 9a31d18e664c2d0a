package dev.vigil.actors.observe;

import dev.vigil.protocol.config.Vrfs;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.dpd.DpdState;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.exchange.Role;
import dev.vigil.protocol.natt.NatTraversal;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.CookiePair;
import dev.vigil.protocol.wire.LivenessProtocol;
import dev.vigil.protocol.wire.Payload;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An IKE SA as {@code show} sees it; no keys.
 *
 * @param ours our half of the cookie pair
 * @param connection the router's {@code conn-id}
 * @param vrfs where the peer comes in, and where what is protected belongs
 * @param startedAt when Main Mode began
 * @param phase1 empty while Main Mode runs
 */
public record SaView(
    Cookie ours,
    PeerTag peer,
    int connection,
    Role role,
    Path path,
    Vrfs vrfs,
    Instant startedAt,
    Optional<Phase1View> phase1) {
  /**
   * What Main Mode agreed on.
   *
   * @param expiresAt end of the hard lifetime
   * @param liveness how the peer is asked whether it lives: capability letter D or K
   * @param dpd the watch over the peer's life
   */
  public record Phase1View(
      CookiePair cookies,
      EncryptionAlgorithm encryption,
      HashAlgorithm hash,
      DhGroup group,
      Duration lifetime,
      Instant establishedAt,
      Instant expiresAt,
      Payload.Identification localIdentity,
      Payload.Identification peerIdentity,
      NatTraversal natTraversal,
      Optional<LivenessProtocol> liveness,
      boolean peerUnity,
      DpdState dpd) {
    /** Whether DPD is agreed on. */
    public boolean peerDpd() {
      return liveness.equals(Optional.of(LivenessProtocol.DPD));
    }
  }

  public boolean established() {
    return phase1.isPresent();
  }
}
