package dev.vigil.benchmarks;

import dev.vigil.protocol.config.ChildLifetime;
import dev.vigil.protocol.config.EspTransform;
import dev.vigil.protocol.config.TrafficSelector;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
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

/** Pairs of IPsec SAs to measure with. */
final class EspSas {
  private static final int SPI = 0x1000;

  private EspSas() {}

  /** Tunnel mode, the same keys and SPI both ways, so that it opens what it sealed. */
  static ChildSa child(
      EncryptionAlgorithm cipher,
      HashAlgorithm hash,
      InetAddress remote,
      Secret cipherKey,
      Secret macKey) {
    EspTransform transform = new EspTransform(Optional.of(cipher), Optional.of(hash), true);
    ChildRequest request =
        new ChildRequest(
            "map 1",
            TrafficSelector.network(remote, 0),
            TrafficSelector.host(remote),
            List.of(transform),
            Optional.empty(),
            new ChildLifetime(Duration.ofHours(1), 0),
            SPI);
    CookiePair ike = new CookiePair(new Cookie(1), new Cookie(2));
    return new ChildSa(
        request,
        Role.INITIATOR,
        ike,
        SPI,
        cipherKey,
        macKey,
        cipherKey,
        macKey,
        true,
        Instant.EPOCH);
  }
}
