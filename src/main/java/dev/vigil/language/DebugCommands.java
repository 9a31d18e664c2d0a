package dev.vigil.language;

import static dev.vigil.language.ExecTerms.CRYPTO;
import static dev.vigil.language.ExecTerms.ISAKMP;
import static dev.vigil.language.Syntax.argument;
import static dev.vigil.language.Syntax.maybe;
import static dev.vigil.language.Syntax.word;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code debug …}, {@code no debug …} and {@code undebug …}, which means the same as that. */
final class DebugCommands {
  private static final Syntax.Keyword DEBUG =
      word("debug", "Debugging functions (see also 'undebug')");
  private static final Syntax.Keyword UNDEBUG =
      word("undebug", "Disable debugging functions (see also 'debug')");
  private static final Syntax.Keyword CONDITION = word("condition", "Define debug filters");
  private static final Syntax.Keyword BY_PEER = word("peer", "IKE peer filter");

  private DebugCommands() {}

  static List<Command<Optional<ExecRequest>>> all() {
    List<Command<Optional<ExecRequest>>> commands = new ArrayList<>();
    commands.addAll(switched(on -> _ -> new ExecRequest.Debug(on), CRYPTO, ISAKMP));
    commands.addAll(switched(on -> _ -> new ExecRequest.Debug(on), word("all", "All debugging")));
    commands.addAll(conditions());
    commands.add(
        ExecTerms.means(
            _ -> new ExecRequest.DebugConditionReset(),
            DEBUG,
            CRYPTO,
            CONDITION,
            word("reset", "Remove all debug filters")));
    return commands;
  }

  private static List<Command<Optional<ExecRequest>>> conditions() {
    List<Command<Optional<ExecRequest>>> commands = new ArrayList<>();
    Syntax.Argument<InetAddress> peer =
        argument("peer", ArgumentType.IPV4, "IP address of the peer");
    Syntax.Argument<Integer> mask = argument("mask", ArgumentType.MASK, "IP subnet mask");
    Switched byIpv4 =
        on ->
            a -> new ExecRequest.DebugCondition(on, a.get(peer), a.find(mask).orElse(Integer.SIZE));
    commands.addAll(
        switched(
            byIpv4,
            CRYPTO,
            CONDITION,
            BY_PEER,
            word("ipv4", "IKE peer IP address filter"),
            peer,
            maybe(mask)));
    commands.addAll(
        switched(
            byIpv4,
            CRYPTO,
            CONDITION,
            BY_PEER,
            word("subnet", "IKE peer subnet filter"),
            peer,
            mask));
    Syntax.Argument<InetAddress> ipv6 =
        argument("peer", ArgumentType.IPV6, "IPv6 address of the peer");
    commands.addAll(
        switched(
            on -> a -> new ExecRequest.DebugCondition(on, a.get(ipv6), 128),
            CRYPTO,
            CONDITION,
            BY_PEER,
            word("ipv6", "IKE peer IPv6 address filter"),
            ipv6));
    return commands;
  }

  @FunctionalInterface
  private interface Switched {
    ExecTerms.Meaning to(boolean on);
  }

  /** The three forms of what is turned on and off. */
  private static List<Command<Optional<ExecRequest>>> switched(Switched meaning, Syntax... what) {
    int needed = 1 + (int) List.of(what).stream().filter(Syntax.Leaf.class::isInstance).count();
    return List.of(
        ExecTerms.means(meaning.to(true), after(DEBUG, what))
            .undoAfter(needed)
            .unset((_, a) -> Optional.of(meaning.to(false).of(a))),
        ExecTerms.means(meaning.to(false), after(UNDEBUG, what)));
  }

  private static Syntax[] after(Syntax.Keyword first, Syntax... rest) {
    List<Syntax> all = new ArrayList<>(List.of(rest));
    all.addFirst(first);
    return all.toArray(Syntax[]::new);
  }
}
