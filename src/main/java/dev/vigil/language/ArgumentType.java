package dev.vigil.language;

import dev.vigil.protocol.config.IpPrefix;
import dev.vigil.protocol.crypto.Secret;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * How a value is written in a line.
 *
 * @param placeholder what {@code ?} shows in its place
 * @param reader empty for a word that is no such value
 * @param kind what else follows from the type
 * @param names of what there is, the value is one of them; for completion
 */
public record ArgumentType<V>(
    String placeholder,
    Function<String, Optional<V>> reader,
    Function<V, String> writer,
    Kind kind,
    Optional<NameSource.Of> names) {
  ArgumentType(
      String placeholder,
      Function<String, Optional<V>> reader,
      Function<V, String> writer,
      Kind kind) {
    this(placeholder, reader, writer, kind, Optional.empty());
  }

  /** How a word is treated. */
  public enum Kind {
    PLAIN,
    /** Never shown in a message. */
    SECRET,
    /** Takes all that is left of the line. */
    REST
  }

  private static final Pattern INTEGER = Pattern.compile("[0-9]{1,18}");
  private static final Pattern NAME = Pattern.compile("[^!\\s]\\S*");
  private static final Pattern HOST =
      Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?");

  /** A name or any other word; none begins with {@code !}. */
  public static final ArgumentType<String> WORD = text("WORD", NAME, Kind.PLAIN);

  /** A host or domain name: at least one letter, so that a mistyped address is none. */
  public static final ArgumentType<String> HOST_NAME = text("Hostname", HOST, Kind.PLAIN);

  /** All that is left of the line. */
  public static final ArgumentType<String> LINE =
      text("LINE", Pattern.compile("(?s).+"), Kind.REST);

  /** A key or password of one word. */
  public static final ArgumentType<Secret> SECRET =
      new ArgumentType<>(
          "WORD",
          word -> Optional.of(Secret.ofText(word)),
          secret -> new String(secret.reveal(), StandardCharsets.UTF_8),
          Kind.SECRET);

  public static final ArgumentType<InetAddress> IPV4 =
      new ArgumentType<>("A.B.C.D", Addresses::ipv4, InetAddress::getHostAddress, Kind.PLAIN);

  public static final ArgumentType<InetAddress> IPV6 =
      new ArgumentType<>("X:X:X:X::X", Addresses::ipv6, Addresses::format, Kind.PLAIN);

  /** A contiguous subnet mask, read as its length. */
  public static final ArgumentType<Integer> MASK =
      new ArgumentType<>("A.B.C.D", Addresses::maskLength, Addresses::mask, Kind.PLAIN);

  /** IPv4 or IPv6. */
  public static final ArgumentType<InetAddress> ADDRESS =
      new ArgumentType<>("A.B.C.D or X:X:X:X::X", Addresses::any, Addresses::format, Kind.PLAIN);

  /** {@code X:X:X:X::X/<0-128>}. */
  public static final ArgumentType<IpPrefix> IPV6_PREFIX =
      new ArgumentType<>(
          "X:X:X:X::X/<0-128>", Addresses::ipv6Prefix, Addresses::format, Kind.PLAIN);

  /** As {@link #IPV6_PREFIX}; an address alone is a prefix of 128 bits. */
  public static final ArgumentType<IpPrefix> IPV6_PREFIX_OR_HOST =
      new ArgumentType<>(
          "X:X:X:X::X/<0-128>",
          word -> Addresses.ipv6Prefix(word).or(() -> Addresses.ipv6(word).map(IpPrefix::host)),
          Addresses::format,
          Kind.PLAIN);

  /** An SPI, decimal or with {@code 0x} before it; its 32 bits. */
  static final ArgumentType<Integer> SPI =
      new ArgumentType<>("<256-4294967295>", ArgumentType::spi, "0x%08X"::formatted, Kind.PLAIN);

  /** An interface's name, its type possibly shortened. */
  public static final ArgumentType<String> INTERFACE =
      new ArgumentType<>("Interface", InterfaceNames::read, Function.identity(), Kind.PLAIN);

  /** The same, completed with the names of what there is. */
  ArgumentType<V> among(NameSource.Of of) {
    return new ArgumentType<>(placeholder, reader, writer, kind, Optional.of(of));
  }

  private static Optional<Integer> spi(String word) {
    boolean hexadecimal = word.regionMatches(true, 0, "0x", 0, 2);
    if (hexadecimal && !word.substring(2).matches("[0-9A-Fa-f]{1,8}")) {
      return Optional.empty();
    }
    Optional<Long> value =
        hexadecimal
            ? Optional.of(Long.parseLong(word.substring(2), 16))
            : integer(word, 0, 0xFFFF_FFFFL);
    return value.filter(spi -> spi >= 256).map(Long::intValue);
  }

  static ArgumentType<Integer> number(int min, int max) {
    return new ArgumentType<>(
        "<" + min + "-" + max + ">",
        word -> integer(word, min, max).map(Long::intValue),
        String::valueOf,
        Kind.PLAIN);
  }

  static ArgumentType<Long> largeNumber(long min, long max) {
    return new ArgumentType<>(
        "<" + min + "-" + max + ">", word -> integer(word, min, max), String::valueOf, Kind.PLAIN);
  }

  static ArgumentType<String> text(String placeholder, Pattern pattern, Kind kind) {
    return new ArgumentType<>(
        placeholder,
        word -> pattern.matcher(word).matches() ? Optional.of(word) : Optional.empty(),
        Function.identity(),
        kind);
  }

  private static Optional<Long> integer(String word, long min, long max) {
    if (!INTEGER.matcher(word).matches()) {
      return Optional.empty();
    }
    long value = Long.parseLong(word);
    return value >= min && value <= max ? Optional.of(value) : Optional.empty();
  }
}
