package dev.vigil.language;

import static dev.vigil.language.Syntax.anyOrder;
import static dev.vigil.language.Syntax.argument;
import static dev.vigil.language.Syntax.maybe;
import static dev.vigil.language.Syntax.number;
import static dev.vigil.language.Syntax.sequence;
import static dev.vigil.language.Syntax.word;

import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;

/** What several commands of the exec mode have in common. */
final class ExecTerms {
  static final Syntax.Keyword CRYPTO = word("crypto", "Encryption module");
  static final Syntax.Keyword ISAKMP = word("isakmp", "ISAKMP");
  static final Syntax.Keyword MEMORY = word("memory", "Write to NV memory");
  static final Syntax.Argument<String> MAP =
      argument("map", ArgumentType.WORD.among(NameSource.Of.CRYPTO_MAP), "Name of a crypto map");
  static final Syntax.Argument<InetAddress> PEER =
      argument("peer", ArgumentType.ADDRESS, "Address of the peer");

  private static final Syntax.Keyword PORT = word("port", "By the port");
  private static final Syntax.Argument<InetAddress> REMOTE =
      argument("remote-address", ArgumentType.ADDRESS, "Address of the peer");
  private static final Syntax.Argument<InetAddress> LOCAL =
      argument("local-address", ArgumentType.ADDRESS, "Local address");
  private static final Syntax.Argument<Integer> REMOTE_PORT =
      number("remote-port", 1, 65_535, "Port of the peer");
  private static final Syntax.Argument<Integer> LOCAL_PORT =
      number("local-port", 1, 65_535, "Local port");
  private static final Syntax.Argument<String> FRONT_VRF =
      Syntax.name("fvrf", NameSource.Of.VRF, "Name of a VRF");
  private static final Syntax.Argument<String> INSIDE_VRF =
      Syntax.name("ivrf", NameSource.Of.VRF, "Name of a VRF");

  private ExecTerms() {}

  /** What a line asks for. */
  @FunctionalInterface
  interface Meaning {
    ExecRequest of(Arguments arguments) throws Refusal;
  }

  static Command<Optional<ExecRequest>> means(Meaning meaning, Syntax... syntax) {
    return Command.<Optional<ExecRequest>>of(syntax)
        .set((_, arguments) -> Optional.of(meaning.of(arguments)));
  }

  /** {@code [local A [port N]] [remote A [port N]] [fvrf V] [ivrf V]}. */
  static Syntax sessions() {
    return anyOrder(
        sequence(word("local", "By the local address"), LOCAL, maybe(PORT, LOCAL_PORT)),
        sequence(word("remote", "By the peer's address"), REMOTE, maybe(PORT, REMOTE_PORT)),
        sequence(word("fvrf", "By the VRF that the peer is reached in"), FRONT_VRF),
        sequence(word("ivrf", "By the VRF of what is protected"), INSIDE_VRF));
  }

  /** The sessions that a line with {@link #sessions} means. */
  static SessionFilter filter(Arguments arguments) {
    return new SessionFilter(
        arguments.find(LOCAL),
        optional(arguments, LOCAL_PORT),
        arguments.find(REMOTE),
        optional(arguments, REMOTE_PORT),
        arguments.find(FRONT_VRF),
        arguments.find(INSIDE_VRF));
  }

  static OptionalInt optional(Arguments arguments, Syntax.Argument<Integer> argument) {
    return arguments.find(argument).map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }
}
