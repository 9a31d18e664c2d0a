package dev.vigil.language;

import static dev.vigil.language.Syntax.argument;
import static dev.vigil.language.Syntax.maybe;
import static dev.vigil.language.Syntax.name;
import static dev.vigil.language.Syntax.number;
import static dev.vigil.language.Syntax.oneOf;
import static dev.vigil.language.Syntax.word;

import dev.vigil.protocol.config.AccessEntry;
import dev.vigil.protocol.config.AccessList;
import dev.vigil.protocol.config.ConfigBuilder;
import dev.vigil.protocol.config.Flow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Extended access-lists. */
final class AccessListCommands {
  private static final Pattern NUMBERED = Pattern.compile("1[0-9]{2}|2[0-6][0-9]{2}");
  private static final Syntax.Argument<Integer> SEQUENCE =
      number("sequence", 1, 2_147_483_647, "Sequence Number");
  private static final Syntax.Argument<Integer> NUMBER =
      argument(
          "number",
          new ArgumentType<>(
              "<100-199>",
              word ->
                  NUMBERED.matcher(word).matches()
                      ? Optional.of(Integer.valueOf(word))
                      : Optional.empty(),
              String::valueOf,
              ArgumentType.Kind.PLAIN),
          "IP extended access list");

  /** Conditions of a rule that say nothing about which packets it takes. */
  private static final Set<String> LOGGING = Set.of("log", "log-input");

  private AccessListCommands() {}

  static List<Command<ConfigBuilder>> all() {
    return List.of(
        numbered(AccessRule.IPV4),
        named(
            AccessRule.IPV4,
            word("ip", "Global IP configuration subcommands"),
            word("access-list", "Named access-list"),
            word("extended", "Extended Access List")),
        named(
            AccessRule.IPV6,
            word("ipv6", "Global IPv6 configuration commands"),
            word("access-list", "Configure access lists")));
  }

  /** IPv6 lists have the word {@code sequence} before the number. */
  private static Syntax sequence(AccessRule rule) {
    return rule.ipv6() ? maybe(word("sequence", "Sequence number"), SEQUENCE) : maybe(SEQUENCE);
  }

  /** A numbered list without sequence numbers is shown line by line, as it was before them. */
  private static boolean shownByLine(AccessList list, List<AccessEntry> entries) {
    return NUMBERED.matcher(list.name()).matches()
        && !entries.isEmpty()
        && entries.stream().allMatch(e -> e.sequence().isEmpty());
  }

  /** What the line of an entry is about, as {@link LineUse.Served} has it. */
  static List<String> pathOf(AccessList list, AccessEntry entry) {
    AccessRule rule = list.ipv6() ? AccessRule.IPV6 : AccessRule.IPV4;
    String text =
        Wording.of(
            List.of(sequence(rule), rule.syntax()),
            rule.write(entry).and(SEQUENCE, entry.sequence()));
    return shownByLine(list, list.entries())
        ? List.of("access-list " + list.name() + " " + text)
        : List.of(
            (list.ipv6() ? "ipv6 access-list " : "ip access-list extended ") + list.name(), text);
  }

  /** The rules of a crypto map's list that Quick Mode's identities cannot express. */
  static List<AccessEntry.Rule> notNegotiable(AccessList list) {
    return list.rules().stream()
        .filter(rule ->
            Flow.of(rule, list.ipv6()).isEmpty()
                || rule.options().stream().anyMatch(option -> !LOGGING.contains(option)))
        .toList();
  }

  private static List<AccessEntry> entriesOf(ConfigBuilder b, String name, boolean ipv6) {
    b.accessLists.computeIfAbsent(name, n -> new AccessList(n, ipv6, List.of()));
    return b.accessEntries.computeIfAbsent(name, _ -> new ArrayList<>());
  }

  private static Command<ConfigBuilder> numbered(AccessRule rule) {
    return Command.<ConfigBuilder>of(
            word("access-list", "Add an access list entry"), NUMBER, rule.syntax())
        .identifiedByAll()
        .undoAfter(2)
        .set((b, a) -> {
          entriesOf(b, String.valueOf(a.get(NUMBER)), false).add(rule.read(a, Optional.empty()));
          return b;
        })
        .unset((b, a) -> {
          b.accessLists.remove(String.valueOf(a.get(NUMBER)));
          b.accessEntries.remove(String.valueOf(a.get(NUMBER)));
          return b;
        })
        .shows(b ->
            b.accessLists.values().stream()
                .filter(list -> shownByLine(list, entriesOf(b, list.name(), list.ipv6())))
                .flatMap(list ->
                    entriesOf(b, list.name(), list.ipv6()).stream()
                        .map(e -> rule.write(e).and(NUMBER, Integer.valueOf(list.name()))))
                .toList());
  }

  private static Command<ConfigBuilder> named(AccessRule rule, Syntax.Keyword... words) {
    Syntax.Argument<String> name = name("name", NameSource.Of.ACCESS_LIST, "Access-list name");
    List<Syntax> syntax = new ArrayList<>(List.of(words));
    syntax.add(name);
    return Command.<ConfigBuilder>of(syntax.toArray(Syntax[]::new))
        .identifiedBy(name.name())
        .undoAfter(syntax.size())
        .unset((b, a) -> {
          b.accessLists.remove(a.get(name));
          b.accessEntries.remove(a.get(name));
          return b;
        })
        .section(
            new Command.Section<>(
                Mode.of(rule.ipv6() ? "config-ipv6-acl" : "config-ext-nacl", false, lines(rule)),
                (b, a) -> entriesOf(b, a.get(name), rule.ipv6()),
                (b, _) -> b,
                b ->
                    b.accessLists.values().stream()
                        .filter(list -> list.ipv6() == rule.ipv6())
                        .filter(list -> !shownByLine(list, entriesOf(b, list.name(), list.ipv6())))
                        .map(list ->
                            new Command.Body<>(
                                Arguments.of(name, list.name()),
                                entriesOf(b, list.name(), list.ipv6())))
                        .toList()));
  }

  private static List<Command<List<AccessEntry>>> lines(AccessRule rule) {
    Syntax.Argument<String> rest = argument("rest", ArgumentType.LINE, "LINE");
    return List.of(
        Command.<List<AccessEntry>>of(sequence(rule), rule.syntax())
            .identifiedByAll()
            .undoAfter(1)
            .set((entries, a) -> {
              insert(entries, rule.read(a, a.find(SEQUENCE)));
              return entries;
            })
            .unset((entries, a) -> {
              remove(entries, a, rule);
              return entries;
            })
            .shows(entries ->
                entries.stream().map(e -> rule.write(e).and(SEQUENCE, e.sequence())).toList()),
        Command.kept(
            oneOf(
                word("evaluate", "Evaluate an access list"),
                word("dynamic", "Specify a DYNAMIC list of PERMITs or DENYs")),
            rest));
  }

  /** An entry with a number goes before the first one with a higher number. */
  private static void insert(List<AccessEntry> entries, AccessEntry entry) {
    int at = entries.size();
    if (entry.sequence().isPresent()) {
      int number = entry.sequence().get();
      entries.removeIf(e -> e.sequence().equals(entry.sequence()));
      at = entries.size();
      for (int i = entries.size() - 1; i >= 0; i--) {
        if (entries.get(i).sequence().orElse(0) > number) {
          at = i;
        }
      }
    }
    entries.add(at, entry);
  }

  private static void remove(List<AccessEntry> entries, Arguments a, AccessRule rule) {
    if (rule.isWhole(a)) {
      AccessEntry removed = rule.read(a, a.find(SEQUENCE));
      entries.removeIf(removed::equals);
    } else {
      a.find(SEQUENCE)
          .ifPresent(number -> entries.removeIf(e -> e.sequence().equals(Optional.of(number))));
    }
  }
}
