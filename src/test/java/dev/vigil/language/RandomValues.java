package dev.vigil.language;

import dev.vigil.protocol.config.IpPrefix;
import dev.vigil.protocol.config.LocalEndpoint;
import dev.vigil.protocol.config.SaLifetime;
import dev.vigil.protocol.crypto.Secret;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Values of all kinds from a seed. */
class RandomValues {
  private static final String[] NAMES = {
    "a", "green", "VPN-1", "txfm", "10", "key", "address", "0", "ip-", "set_2", "x/y", "default"
  };
  private static final String[] SECRETS = {
    "kd94j1ksldz", "0", "6", "7", "!bang", "with\"quote", "address", "p^C?", "0abc", "ü"
  };
  private static final String[] TEXTS = {
    "to the plant", "*** LAN (don't) ***", "a", "no thing", "two  blanks"
  };

  final Random random;

  RandomValues(long seed) {
    random = new Random(seed);
  }

  void times(int most, Runnable what) {
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      what.run();
    }
  }

  boolean coin() {
    return random.nextBoolean();
  }

  <V> Optional<V> maybe(Supplier<V> value) {
    return coin() ? Optional.of(value.get()) : Optional.empty();
  }

  @SafeVarargs
  final <V> V one(V... of) {
    return of[random.nextInt(of.length)];
  }

  <V> List<V> list(int most, Supplier<V> value) {
    List<V> list = new ArrayList<>();
    times(
        most,
        () -> {
          V next = value.get();
          if (!list.contains(next)) {
            list.add(next);
          }
        });
    return list;
  }

  int between(int min, int max) {
    return random.nextInt(min, max + 1);
  }

  Duration seconds(int min, int max) {
    return Duration.ofSeconds(between(min, max));
  }

  String name() {
    return one(NAMES) + between(0, 99);
  }

  String text() {
    return one(TEXTS);
  }

  Secret secret() {
    return Secret.ofText(one(SECRETS));
  }

  InetAddress v4() {
    byte[] bytes = {(byte) between(1, 223), (byte) between(0, 255), (byte) between(0, 255), 1};
    return Addresses.address(bytes);
  }

  InetAddress v6() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    bytes[0] = 0x20;
    for (int i = between(1, 15); i < 16 && coin(); i++) {
      bytes[i] = 0;
    }
    return Addresses.address(bytes);
  }

  IpPrefix prefix() {
    return coin() ? new IpPrefix(v4(), between(0, 32)) : new IpPrefix(v6(), between(0, 128));
  }

  SaLifetime lifetime() {
    return new SaLifetime(
        maybe(() -> seconds(120, 2_592_000)), maybe(() -> one(0L, 2_560L, 4_294_967_295L)));
  }

  LocalEndpoint local() {
    return coin()
        ? new LocalEndpoint.Address(coin() ? v4() : v6())
        : new LocalEndpoint.OfInterface("FastEthernet0/" + between(0, 3));
  }
}
