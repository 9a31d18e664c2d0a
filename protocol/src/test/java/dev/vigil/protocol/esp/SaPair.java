package dev.vigil.protocol.esp;

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
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** One pair of IPsec SAs as its two ends hold it. */
record SaPair(ChildSa here, ChildSa there) {
  private static final int HERE = 0x1000_0001;
  private static final int THERE = 0xf000_0002;

  /** With random keys. */
  static SaPair of(EspTransform transform, SplittableRandom random) {
    int cipher = transform.encryption().map(EncryptionAlgorithm::keyBytes).orElse(0);
    int mac = transform.authentication().map(HashAlgorithm::digestBytes).orElse(0);
    Keys one = new Keys(secret(random, cipher), secret(random, mac));
    Keys two = new Keys(secret(random, cipher), secret(random, mac));
    return new SaPair(
        child(transform, HERE, one, THERE, two), child(transform, THERE, two, HERE, one));
  }

  record Keys(Secret encryption, Secret authentication) {}

  static ChildSa child(EspTransform transform, int inSpi, Keys in, int outSpi, Keys out) {
    TrafficSelector anything = TrafficSelector.network(anyAddress(), 0);
    ChildRequest request =
        new ChildRequest(
            "map 1",
            anything,
            anything,
            List.of(transform),
            Optional.empty(),
            new ChildLifetime(Duration.ofHours(1), 0),
            inSpi);
    return new ChildSa(
        request,
        Role.INITIATOR,
        new CookiePair(new Cookie(1), new Cookie(2)),
        outSpi,
        in.encryption(),
        in.authentication(),
        out.encryption(),
        out.authentication(),
        true,
        Instant.EPOCH);
  }

  private static InetAddress anyAddress() {
    try {
      return InetAddress.getByAddress(new byte[4]);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Secret secret(SplittableRandom random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Secret.wrap(bytes);
  }
}
