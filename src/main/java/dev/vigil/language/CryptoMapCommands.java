package dev.vigil.language;

import static dev.vigil.language.Syntax.argument;
import static dev.vigil.language.Syntax.choice;
import static dev.vigil.language.Syntax.item;
import static dev.vigil.language.Syntax.maybe;
import static dev.vigil.language.Syntax.name;
import static dev.vigil.language.Syntax.number;
import static dev.vigil.language.Syntax.word;

import dev.vigil.protocol.config.ConfigBuilder;
import dev.vigil.protocol.config.CryptoMap;
import dev.vigil.protocol.config.CryptoMapEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Crypto maps and dynamic maps. */
final class CryptoMapCommands {
  private static final Syntax.Keyword MAP = word("map", "Enter a crypto map");
  private static final Syntax.Choice<Boolean> IPV6 =
      choice(item("ipv6", "ipv6", true, "Crypto map for IPv6"));
  private static final Syntax.Argument<String> NAME =
      name("map-name", NameSource.Of.CRYPTO_MAP, "Crypto map tag");
  private static final Syntax.Argument<Integer> SEQUENCE =
      number("sequence", 1, 65_535, "Sequence to insert into crypto map entry");
  private static final Syntax.Keyword ISAKMP_KIND = word("ipsec-isakmp", "IPSEC w/ISAKMP");
  private static final Syntax.Argument<String> DYNAMIC =
      name("dynamic-name", NameSource.Of.DYNAMIC_MAP, "Dynamic map template tag");

  private CryptoMapCommands() {}

  static List<Command<ConfigBuilder>> all() {
    List<Command<ConfigBuilder>> commands = new ArrayList<>();
    commands.add(dynamicEntries());
    commands.add(entries());
    commands.addAll(headers());
    return commands;
  }

  private static Command<ConfigBuilder> entries() {
    return Command.<ConfigBuilder>of(
            Terms.CRYPTO,
            MAP,
            maybe(IPV6),
            NAME,
            SEQUENCE,
            maybe(
                ISAKMP_KIND,
                maybe(
                    word("dynamic", "Enable dynamic crypto map support"),
                    DYNAMIC,
                    maybe(word("discover", "Enable Tunnel Endpoint Discovery")))))
        .identifiedBy(IPV6.name(), NAME.name(), SEQUENCE.name())
        .undoAfter(3)
        .unset((b, a) -> {
          remove(b, a);
          return b;
        })
        .section(
            new Command.Section<>(
                CryptoMapEntryCommands.MODE,
                CryptoMapCommands::open,
                (b, entry) -> b.putEntry(entry, false),
                b ->
                    b.cryptoMaps.values().stream()
                        .flatMap(map ->
                            b.mapEntries.getOrDefault(map.name(), new TreeMap<>()).values().stream()
                                .map(e -> new Command.Body<>(header(map, e), e)))
                        .toList()));
  }

  private static CryptoMapEntry open(ConfigBuilder b, Arguments a) throws Refusal {
    String name = a.get(NAME);
    CryptoMapEntry old = b.mapEntries.getOrDefault(name, new TreeMap<>()).get(a.get(SEQUENCE));
    if (old == null && !a.has(ISAKMP_KIND)) {
      throw new Refusal(SEQUENCE.name(), "Incomplete command: a new entry needs ipsec-isakmp.");
    }
    CryptoMap map = b.map(name);
    if (a.find(IPV6).isPresent() && !map.ipv6()) {
      b.putMapHeader(
          new CryptoMap(
              name, true, map.localInterface(), map.client(), map.isakmpProfile(), List.of()));
    }
    CryptoMapEntry entry = old != null ? old : CryptoMapEntry.of(name, a.get(SEQUENCE));
    return a.has(DYNAMIC) ? entry.with(d -> d.dynamicMap = a.find(DYNAMIC)) : entry;
  }

  private static void remove(ConfigBuilder b, Arguments a) {
    SequencedMap<Integer, CryptoMapEntry> entries =
        b.mapEntries.getOrDefault(a.get(NAME), new TreeMap<>());
    a.find(SEQUENCE).ifPresentOrElse(entries::remove, entries::clear);
    if (entries.isEmpty()) {
      b.mapEntries.remove(a.get(NAME));
      b.cryptoMaps.remove(a.get(NAME));
    }
  }

  private static Arguments header(CryptoMap map, CryptoMapEntry entry) {
    Arguments arguments =
        Arguments.of(NAME, map.name())
            .and(SEQUENCE, entry.sequence())
            .and(ISAKMP_KIND)
            .and(DYNAMIC, entry.dynamicMap());
    return map.ipv6() ? arguments.and(IPV6, true) : arguments;
  }

  private static Command<ConfigBuilder> dynamicEntries() {
    return Command.<ConfigBuilder>of(
            Terms.CRYPTO,
            word("dynamic-map", "Specify a dynamic crypto map template"),
            NAME,
            SEQUENCE)
        .identifiedBy(NAME.name(), SEQUENCE.name())
        .undoAfter(3)
        .unset((b, a) -> {
          SequencedMap<Integer, CryptoMapEntry> entries =
              b.dynamicEntries.getOrDefault(a.get(NAME), new TreeMap<>());
          a.find(SEQUENCE).ifPresentOrElse(entries::remove, entries::clear);
          if (entries.isEmpty()) {
            b.dynamicEntries.remove(a.get(NAME));
          }
          return b;
        })
        .section(
            new Command.Section<>(
                CryptoMapEntryCommands.MODE,
                (b, a) ->
                    b.dynamicEntries
                        .getOrDefault(a.get(NAME), new TreeMap<>())
                        .getOrDefault(
                            a.get(SEQUENCE), CryptoMapEntry.of(a.get(NAME), a.get(SEQUENCE))),
                (b, entry) -> b.putEntry(entry, true),
                b ->
                    b.dynamicEntries.values().stream()
                        .flatMap(entries -> entries.values().stream())
                        .map(e ->
                            new Command.Body<>(
                                Arguments.of(NAME, e.map()).and(SEQUENCE, e.sequence()), e))
                        .toList()));
  }

  /** What a map says beside its entries. */
  private static List<Command<ConfigBuilder>> headers() {
    List<Command<ConfigBuilder>> commands = new ArrayList<>();
    Syntax.Argument<String> local =
        argument("interface", ArgumentType.INTERFACE, "Interface to use for local address");
    commands.add(
        header(
            word("local-address", "Interface to use for local address for this crypto map"),
            local,
            CryptoMap::localInterface,
            (m, v) ->
                new CryptoMap(m.name(), m.ipv6(), v, m.client(), m.isakmpProfile(), m.entries())));
    Syntax.Argument<String> profile =
        name("profile", NameSource.Of.ISAKMP_PROFILE, "ISAKMP profile name");
    commands.add(
        header(
            word("isakmp-profile", "Specify isakmp profile to use"),
            profile,
            CryptoMap::isakmpProfile,
            (m, v) ->
                new CryptoMap(m.name(), m.ipv6(), m.localInterface(), m.client(), v, m.entries())));
    ClientCommands.<MapNamed>all(
            List.of(Terms.CRYPTO, MAP, NAME), MapNamed::access, MapNamed::withAccess, false)
        .forEach(command -> commands.add(lifted(command)));
    return commands;
  }

  private static Command<ConfigBuilder> header(
      Syntax.Keyword keyword,
      Syntax.Argument<String> value,
      Function<CryptoMap, Optional<String>> get,
      BiFunction<CryptoMap, Optional<String>, CryptoMap> put) {
    return Command.<ConfigBuilder>of(Terms.CRYPTO, MAP, NAME, keyword, value)
        .identifiedBy(NAME.name())
        .undoAfter(4)
        .set((b, a) -> b.putMapHeader(put.apply(b.map(a.get(NAME)), a.find(value))))
        .unset((b, a) -> b.putMapHeader(put.apply(b.map(a.get(NAME)), Optional.empty())))
        .shows(b ->
            b.cryptoMaps.values().stream()
                .flatMap(map ->
                    get.apply(map).stream().map(v -> Arguments.of(NAME, map.name()).and(value, v)))
                .toList());
  }

  /** A map of the configuration, as the command about it sees it. */
  private record MapNamed(CryptoMap map) {
    dev.vigil.protocol.config.ClientAccess access() {
      return map.client();
    }

    MapNamed withAccess(dev.vigil.protocol.config.ClientAccess access) {
      return new MapNamed(
          new CryptoMap(
              map.name(),
              map.ipv6(),
              map.localInterface(),
              access,
              map.isakmpProfile(),
              map.entries()));
    }
  }

  /** A command about one map as a command of the global mode. */
  private static Command<ConfigBuilder> lifted(Command<MapNamed> command) {
    Command<ConfigBuilder> lifted =
        Command.<ConfigBuilder>of(command.syntax().toArray(Syntax[]::new))
            .identifiedBy(NAME.name())
            .undoAfter(command.undoAfter())
            .set((b, a) -> {
              MapNamed map = new MapNamed(b.map(a.get(NAME)));
              return b.putMapHeader(command.change(map, a, false).map());
            })
            .unset((b, a) -> {
              MapNamed map = new MapNamed(b.map(a.get(NAME)));
              return b.putMapHeader(command.change(map, a, true).map());
            })
            .shows(b ->
                b.cryptoMaps.values().stream()
                    .flatMap(map ->
                        command.lines(new MapNamed(map)).stream()
                            .map(line -> line.arguments().and(NAME, map.name())))
                    .toList());
    command.later().ifPresent(lifted::later);
    return lifted;
  }
}
