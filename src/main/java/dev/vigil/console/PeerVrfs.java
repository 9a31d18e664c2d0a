package dev.vigil.console;

import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.IdentityMatch;
import dev.vigil.protocol.config.IpPrefix;
import dev.vigil.protocol.config.IsakmpPeer;
import dev.vigil.protocol.config.IsakmpProfile;
import dev.vigil.protocol.config.Keyring;
import java.net.InetAddress;
import java.util.Optional;
import java.util.stream.Stream;

/** In which VRFs a peer is: named contexts that keyrings, peers and profiles carry. */
record PeerVrfs(Optional<String> front, Optional<String> inside) {
  /**
   * The front VRF is the one that the profile's {@code match identity address} names, else that of
   * the {@code crypto isakmp peer}, else that of the profile's first keyring; the inside VRF is the
   * profile's.
   */
  static PeerVrfs of(HeadEndConfig config, InetAddress peer) {
    Optional<IsakmpProfile> profile = config.profileFor(peer);
    Optional<String> front =
        profile
            .flatMap(p -> matched(p, peer))
            .or(() -> Optional.ofNullable(config.isakmpPeers().get(peer)).flatMap(IsakmpPeer::vrf))
            .or(() -> profile.flatMap(p -> ofKeyring(config, p)));
    return new PeerVrfs(front, profile.flatMap(IsakmpProfile::vrf));
  }

  private static Optional<String> matched(IsakmpProfile profile, InetAddress peer) {
    for (IdentityMatch match : profile.matches()) {
      if (match instanceof IdentityMatch.Network(IpPrefix prefix, Optional<String> vrf)
          && vrf.isPresent()
          && prefix.contains(peer)) {
        return vrf;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> ofKeyring(HeadEndConfig config, IsakmpProfile profile) {
    return profile.keyrings().stream()
        .flatMap(name -> Stream.ofNullable(config.keyrings().get(name)))
        .findFirst()
        .flatMap(Keyring::vrf);
  }
}
