package dev.vigil.language;

import static dev.vigil.language.ExecTerms.CRYPTO;
import static dev.vigil.language.ExecTerms.ISAKMP;
import static dev.vigil.language.ExecTerms.MAP;
import static dev.vigil.language.ExecTerms.PEER;
import static dev.vigil.language.ExecTerms.means;
import static dev.vigil.language.Syntax.argument;
import static dev.vigil.language.Syntax.maybe;
import static dev.vigil.language.Syntax.number;
import static dev.vigil.language.Syntax.oneOf;
import static dev.vigil.language.Syntax.sequence;
import static dev.vigil.language.Syntax.word;

import java.util.List;
import java.util.Optional;

/** {@code clear …}. */
final class ClearCommands {
  private static final Syntax.Keyword CLEAR = word("clear", "Reset functions");
  private static final Syntax.Keyword SA = word("sa", "Clear all crypto SAs");

  private ClearCommands() {}

  static List<Command<Optional<ExecRequest>>> all() {
    Syntax.Argument<Integer> connection =
        number("connection", 1, Integer.MAX_VALUE, "conn-id of an IKE SA");
    Syntax.Argument<Integer> spi = argument("spi", ArgumentType.SPI, "SPI of the inbound IPsec SA");
    return List.of(
        means(
            a -> new ExecRequest.ClearSession(ExecTerms.filter(a)),
            CLEAR,
            CRYPTO,
            word("session", "Clear crypto sessions (tunnels)"),
            ExecTerms.sessions()),
        means(
            a -> new ExecRequest.ClearIsakmp(ExecTerms.optional(a, connection)),
            CLEAR,
            CRYPTO,
            ISAKMP,
            maybe(connection)),
        means(
            a -> new ExecRequest.ClearSa(a.find(PEER), a.find(MAP), ExecTerms.optional(a, spi)),
            CLEAR,
            CRYPTO,
            SA,
            maybe(
                oneOf(
                    sequence(word("peer", "Clear all SAs for a given crypto peer"), PEER),
                    sequence(word("map", "Clear all SAs for a given crypto map"), MAP),
                    sequence(word("spi", "Clear SA by SPI"), spi)))),
        means(
            _ -> new ExecRequest.ClearSaCounters(),
            CLEAR,
            CRYPTO,
            SA,
            word("counters", "Reset the SA counters")),
        means(
            _ -> new ExecRequest.ClearCounters(),
            CLEAR,
            word("counters", "Clear what show counters tells")),
        means(_ -> new ExecRequest.ClearLogging(), CLEAR, word("logging", "Clear logging buffer")));
  }
}
