package dev.vigil.console;

import dev.vigil.actors.observe.PeerAddress;
import dev.vigil.actors.peer.IdentityName;
import dev.vigil.protocol.config.EspTransform;
import dev.vigil.protocol.config.TrafficSelector;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.wire.Payload;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** How the router's screens write values. */
final class Texts {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC' EEE MMM d yyyy", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Texts() {}

  /** {@code 23:25:03}; from a day on {@code 1d02h}, from a week on {@code 7w0d}. */
  static String uptime(Duration time) {
    long days = Math.max(0, time.toDays());
    if (days >= 7) {
      return "%dw%dd".formatted(days / 7, days % 7);
    }
    return days > 0 ? "%dd%02dh".formatted(days, time.toHoursPart()) : clock(time);
  }

  /** {@code 23:25:03}, hours beyond a day too. */
  static String clock(Duration time) {
    Duration shown = time.isNegative() ? Duration.ZERO : time;
    return "%02d:%02d:%02d"
        .formatted(shown.toHours(), shown.toMinutesPart(), shown.toSecondsPart());
  }

  static String address(InetSocketAddress endpoint) {
    return PeerAddress.of(endpoint.getAddress());
  }

  /** {@code 10.0.0.1/500}. */
  static String endpoint(InetSocketAddress endpoint) {
    return address(endpoint) + "/" + endpoint.getPort();
  }

  static String encryption(EncryptionAlgorithm algorithm) {
    return switch (algorithm) {
      case DES_CBC -> "des";
      case TRIPLE_DES_CBC -> "3des";
      case AES_CBC_128, AES_CBC_192, AES_CBC_256 -> "aes";
    };
  }

  static String hash(HashAlgorithm algorithm) {
    return switch (algorithm) {
      case MD5 -> "md5";
      case SHA1 -> "sha";
      case SHA256 -> "sha256";
      case SHA384 -> "sha384";
      case SHA512 -> "sha512";
    };
  }

  /**
   * A flow as the session screen writes it: {@code permit ip host 1.2.3.4 host 5.6.7.8}. Tools
   * expect two hosts or two networks in a row, so a host beside a network is written as one, and
   * ports come last.
   */
  static String flow(TrafficSelector local, TrafficSelector remote) {
    String any = local.addressBits() == 32 ? "ip" : "ipv6";
    String protocol = local.protocol() == 0 ? any : Integer.toString(local.protocol());
    boolean hosts = local.isHost() && remote.isHost();
    return "permit %s %s %s%s%s"
        .formatted(
            protocol,
            hosts ? "host " + PeerAddress.of(local.prefix()) : network(local),
            hosts ? "host " + PeerAddress.of(remote.prefix()) : network(remote),
            local.port() == 0 ? "" : " source-port " + local.port(),
            remote.port() == 0 ? "" : " port " + remote.port());
  }

  /** {@code 10.0.0.0/255.0.0.0}, {@code 2001:DB8::/32}. */
  static String network(TrafficSelector selector) {
    return PeerAddress.of(selector.prefix())
        + "/"
        + (selector.addressBits() == 32
            ? mask(selector.prefixLength())
            : Integer.toString(selector.prefixLength()));
  }

  static String mask(int length) {
    int mask = length == 0 ? 0 : -1 << (32 - length);
    return "%d.%d.%d.%d".formatted(mask >>> 24, mask >>> 16 & 0xff, mask >>> 8 & 0xff, mask & 0xff);
  }

  /** {@code Fa0/0}: two letters and the number. */
  static String shortInterface(String name) {
    int digit = 0;
    while (digit < name.length() && !Character.isDigit(name.charAt(digit))) {
      digit++;
    }
    return name.substring(0, Math.min(2, digit)) + name.substring(digit);
  }

  /** {@code 15:47:35 UTC Wed Mar 25 2026}. */
  static String moment(Instant at) {
    return MOMENT.format(at);
  }

  /** {@code 0x3A7B69BF(981166527)}. */
  static String spi(int spi) {
    return "0x%X(%d)".formatted(spi, Integer.toUnsignedLong(spi));
  }

  /** {@code esp-256-aes esp-sha-hmac}. */
  static String transform(EspTransform transform) {
    String encryption =
        transform
            .encryption()
            .map(e ->
                switch (e) {
                  case DES_CBC -> "esp-des";
                  case TRIPLE_DES_CBC -> "esp-3des";
                  case AES_CBC_128 -> "esp-aes";
                  case AES_CBC_192 -> "esp-192-aes";
                  case AES_CBC_256 -> "esp-256-aes";
                })
            .orElse("esp-null");
    return transform
        .authentication()
        .map(hash -> encryption + " esp-" + hash(hash) + "-hmac")
        .orElse(encryption);
  }

  /** A name, or what the router writes in place of none. */
  static String orNone(Optional<String> name) {
    return name.orElse("(none)");
  }

  /** An identity as a person writes it; nothing in it reaches a terminal that could steer it. */
  static String identity(Payload.Identification identity) {
    return IdentityName.of(identity);
  }
}
