package dev.vigil.actors.dataplane;

import dev.vigil.protocol.config.ChildLifetime;
import dev.vigil.protocol.config.EspTransform;
import dev.vigil.protocol.config.TrafficSelector;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.exchange.Role;
import dev.vigil.protocol.quickmode.ChildRequest;
import dev.vigil.protocol.quickmode.ChildSa;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.CookiePair;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A pair of IPsec SAs as both of its ends hold it; {@code here} was the initiator's. */
record MirroredPairs(ChildSa here, ChildSa there) {
  static final TrafficSelector LOCAL =
      TrafficSelector.network(InetAddress.ofLiteral("10.1.0.0"), 16);
  static final TrafficSelector REMOTE =
      TrafficSelector.network(InetAddress.ofLiteral("10.2.0.0"), 16);

  /**
   * @param spi of our inbound SA; the other's is the next number
   * @param kilobytes 0: no limit
   */
  static MirroredPairs of(int spi, boolean tunnel, long kilobytes, Entropy entropy) {
    TrafficSelector local =
        tunnel ? LOCAL : TrafficSelector.host(InetAddress.ofLiteral("10.1.0.1"));
    TrafficSelector remote =
        tunnel ? REMOTE : TrafficSelector.host(InetAddress.ofLiteral("10.2.0.1"));
    EspTransform transform =
        new EspTransform(
            Optional.of(EncryptionAlgorithm.AES_CBC_128), Optional.of(HashAlgorithm.SHA1), tunnel);
    ChildLifetime lifetime = new ChildLifetime(Duration.ofHours(1), kilobytes);
    Secret cipherIn = Secret.wrap(entropy.bytes(16));
    Secret macIn = Secret.wrap(entropy.bytes(20));
    Secret cipherOut = Secret.wrap(entropy.bytes(16));
    Secret macOut = Secret.wrap(entropy.bytes(20));
    return new MirroredPairs(
        child(
            new ChildRequest(
                "test 1", local, remote, List.of(transform), Optional.empty(), lifetime, spi),
            Role.INITIATOR,
            spi + 1,
            List.of(cipherIn, macIn, cipherOut, macOut)),
        child(
            new ChildRequest(
                "test 1", remote, local, List.of(transform), Optional.empty(), lifetime, spi + 1),
            Role.RESPONDER,
            spi,
            List.of(cipherOut, macOut, cipherIn, macIn)));
  }

  /** The same, with the far side's flow ending at a network of its peer's. */
  MirroredPairs towardsANetwork() {
    ChildRequest far = there.request();
    ChildRequest request =
        new ChildRequest(
            far.name(),
            far.local(),
            LOCAL,
            far.transforms(),
            far.pfs(),
            far.lifetime(),
            far.inboundSpi());
    return new MirroredPairs(
        here,
        new ChildSa(
            request,
            there.role(),
            there.ike(),
            there.outboundSpi(),
            there.inboundEncryptionKey(),
            there.inboundAuthenticationKey(),
            there.outboundEncryptionKey(),
            there.outboundAuthenticationKey(),
            there.udpEncapsulated(),
            there.establishedAt()));
  }

  /** The same without integrity check values, which a transform set may want. */
  MirroredPairs withoutAuthentication() {
    return new MirroredPairs(withoutAuthentication(here), withoutAuthentication(there));
  }

  private static ChildSa withoutAuthentication(ChildSa child) {
    ChildRequest request = child.request();
    EspTransform transform = request.transforms().getFirst();
    Secret none = Secret.wrap(new byte[0]);
    return new ChildSa(
        new ChildRequest(
            request.name(),
            request.local(),
            request.remote(),
            List.of(new EspTransform(transform.encryption(), Optional.empty(), transform.tunnel())),
            request.pfs(),
            request.lifetime(),
            request.inboundSpi()),
        child.role(),
        child.ike(),
        child.outboundSpi(),
        child.inboundEncryptionKey(),
        none,
        child.outboundEncryptionKey(),
        none,
        child.udpEncapsulated(),
        child.establishedAt());
  }

  private static ChildSa child(
      ChildRequest request, Role role, int outboundSpi, List<Secret> keys) {
    return new ChildSa(
        request,
        role,
        new CookiePair(new Cookie(1), new Cookie(2)),
        outboundSpi,
        keys.get(0),
        keys.get(1),
        keys.get(2),
        keys.get(3),
        true,
        Instant.EPOCH);
  }
}
