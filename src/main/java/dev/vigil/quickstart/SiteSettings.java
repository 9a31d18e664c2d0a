package dev.vigil.quickstart;

import dev.vigil.protocol.config.Authentication;
import dev.vigil.protocol.config.ChildLifetime;
import dev.vigil.protocol.config.EspTransform;
import dev.vigil.protocol.config.IkePolicy;
import dev.vigil.protocol.config.PeerRef;
import dev.vigil.protocol.config.TrafficSelector;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.peer.Connection;
import dev.vigil.protocol.peer.PeerSettings;
import dev.vigil.protocol.peer.PeerTimings;
import dev.vigil.protocol.phase1.NatSettings;
import dev.vigil.protocol.phase1.Phase1Settings;
import dev.vigil.protocol.phase1.Retransmission;
import dev.vigil.protocol.quickmode.ChildOffer;
import dev.vigil.protocol.quickmode.SpiSource;
import dev.vigil.protocol.sa.SaSettings;
import dev.vigil.protocol.wire.IdType;
import dev.vigil.protocol.wire.LivenessProtocol;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a remote site's router is configured to do: the mirror image of {@link QuickstartConfig}.
 *
 * @param local the site's own address and port
 * @param headEndNat where the head-end has its port for NAT traversal
 * @param inside the site's own network, one host
 * @param habits what is the same for every site
 */
record SiteSettings(
    InetSocketAddress local,
    InetSocketAddress headEnd,
    InetSocketAddress headEndNat,
    Secret key,
    InetAddress inside,
    SiteHabits habits) {
  static final String CONNECTION = "site 1";

  SiteSettings(
      InetSocketAddress local,
      InetSocketAddress headEnd,
      InetSocketAddress headEndNat,
      Secret key,
      InetAddress inside) {
    this(local, headEnd, headEndNat, key, inside, SiteHabits.DEFAULT);
  }

  PeerSettings peer() {
    ChildOffer flow =
        new ChildOffer(
            CONNECTION,
            TrafficSelector.host(inside),
            TrafficSelector.network(
                QuickstartConfig.CENTRAL_NETWORK, QuickstartConfig.CENTRAL_BITS),
            List.of(
                new EspTransform(
                    Optional.of(EncryptionAlgorithm.AES_CBC_128),
                    Optional.of(HashAlgorithm.SHA1),
                    true)),
            Optional.empty(),
            new ChildLifetime(Duration.ofHours(1), 4_608_000));
    Connection connection =
        new Connection(
            CONNECTION,
            local.getAddress(),
            List.of(new PeerRef.Address(headEnd.getAddress(), false)),
            List.of(flow));
    SaSettings settings =
        new SaSettings(phase1(), Optional.of(habits.dpd()), List.of(flow), SpiSource.RANDOM);
    return new PeerSettings(
        List.of(connection),
        (remote, own) ->
            remote.equals(headEnd.getAddress()) ? Optional.of(settings) : Optional.empty(),
        local.getPort(),
        headEnd.getPort(),
        4,
        PeerTimings.DEFAULT);
  }

  private Phase1Settings phase1() {
    IkePolicy policy =
        new IkePolicy(
            1,
            EncryptionAlgorithm.AES_CBC_128,
            HashAlgorithm.SHA1,
            Authentication.PRE_SHARE,
            habits.group(),
            IkePolicy.DEFAULT_LIFETIME);
    return new Phase1Settings(
        List.of(policy),
        key,
        new Payload.Identification(
            IdType.IPV4_ADDR, 0, 0, Octets.of(local.getAddress().getAddress())),
        Set.of(LivenessProtocol.DPD),
        // The site's one socket is for both: whoever sends to it says which port it speaks from.
        new NatSettings(
            true, true, local.getPort(), headEndNat.getPort(), NatSettings.DEFAULT.keepalive()),
        Retransmission.DEFAULT,
        Phase1Settings.HALF_OPEN_LIFETIME,
        false);
  }
}
