package dev.vigil.language;

import static dev.vigil.language.Syntax.argument;
import static dev.vigil.language.Syntax.choice;
import static dev.vigil.language.Syntax.item;
import static dev.vigil.language.Syntax.maybe;
import static dev.vigil.language.Syntax.name;
import static dev.vigil.language.Syntax.number;
import static dev.vigil.language.Syntax.oneOf;
import static dev.vigil.language.Syntax.sequence;
import static dev.vigil.language.Syntax.word;

import dev.vigil.protocol.config.CryptoMapEntry;
import dev.vigil.protocol.config.ReverseRoute;
import dev.vigil.protocol.crypto.DhGroup;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The lines of a crypto map entry, of a dynamic map's entry and of an IPsec profile. */
final class CryptoMapEntryCommands {
  private static final String ROUTES = "data plane";
  private static final Syntax.Keyword SET = word("set", "Set values for encryption/decryption");
  private static final Syntax.Keyword ASSOCIATION =
      word("security-association", "Security association parameters");
  private static final Syntax.Choice<Boolean> PERMANENT =
      choice(item("permanent", "static", true, "Create routes at once"));
  private static final Syntax.Argument<InetAddress> NEXT_HOP =
      argument("next-hop", ArgumentType.ADDRESS, "Next hop");
  private static final Syntax.Choice<Boolean> GATEWAY =
      choice(item("gateway", "gateway", true, "The next hop is recursive"));

  static final Mode<CryptoMapEntry> MODE = Mode.of("config-crypto-map", false, all());

  private CryptoMapEntryCommands() {}

  private static List<Command<CryptoMapEntry>> all() {
    return Stream.of(
            List.of(IpsecProfileCommands.description(), peer()),
            protection(),
            List.of(match(), reverseRoute(), routeDistance(), routeTag()))
        .flatMap(List::stream)
        .toList();
  }

  /** The lines that say how to protect. */
  static List<Command<CryptoMapEntry>> protection() {
    return Stream.of(
            IpsecCommands.lifetimes(
                List.of(SET, ASSOCIATION),
                CryptoMapEntry::lifetime,
                (e, l) -> e.with(d -> d.lifetime = l)),
            IpsecCommands.replay(
                List.of(SET, ASSOCIATION),
                CryptoMapEntry::replayWindow,
                (e, w) -> e.with(d -> d.replayWindow = w),
                false),
            List.of(perHost(), idleTime(), transformSets(), pfs(), isakmpProfile()))
        .flatMap(List::stream)
        .toList();
  }

  private static Command<CryptoMapEntry> peer() {
    return Command.<CryptoMapEntry>of(
            SET, word("peer", "Allowed Encryption/Decryption peer."), Terms.peer())
        .identifiedBy(Terms.PEER_ADDRESS.name(), Terms.PEER_HOST.name())
        .set((e, a) -> e.with(d -> d.peers = Terms.withPeer(e.peers(), Terms.peerOf(a))))
        .unset((e, a) -> e.with(d -> d.peers = Terms.withoutPeer(e.peers(), a)))
        .shows(e -> e.peers().stream().map(Terms::peerArguments).toList());
  }

  private static Command<CryptoMapEntry> perHost() {
    return Command.<CryptoMapEntry>of(
            SET,
            ASSOCIATION,
            word("level", "specify a security association granularity level"),
            word("per-host", "specify per-host security association"))
        .later(ROUTES)
        .flag(CryptoMapEntry::perHost, (e, v) -> e.with(d -> d.perHost = v), false);
  }

  private static Command<CryptoMapEntry> idleTime() {
    Syntax.Argument<Integer> seconds = Terms.seconds(60, 86_400, "SA idle time in seconds");
    Syntax.Keyword toDefault = word("default", "Then the default peer becomes current");
    return Command.<CryptoMapEntry>of(
            SET,
            ASSOCIATION,
            word("idle-time", "Automatically delete IPSec SAs after a given idle period."),
            seconds,
            maybe(toDefault))
        .later(ROUTES)
        .set((e, a) ->
            e.with(d -> {
              d.idleTime = Optional.of(Terms.duration(a, seconds));
              d.idleToDefault = a.has(toDefault);
            }))
        .unset((e, _) ->
            e.with(d -> {
              d.idleTime = Optional.empty();
              d.idleToDefault = false;
            }))
        .shows(e ->
            e.idleTime().stream()
                .map(time ->
                    Arguments.of(seconds, (int) time.toSeconds())
                        .andIf(e.idleToDefault(), toDefault))
                .toList());
  }

  /** Several lines of it add up, as the router's documentation has it. */
  private static Command<CryptoMapEntry> transformSets() {
    Syntax.Argument<String> name = name("name", NameSource.Of.TRANSFORM_SET, "Proposal tag");
    return Command.<CryptoMapEntry>of(
            SET,
            word("transform-set", "Specify list of transform sets in priority order"),
            Syntax.repeated(name))
        .set((e, a) -> {
          List<String> names = new ArrayList<>(e.transformSets());
          a.all(name).stream().filter(n -> !names.contains(n)).forEach(names::add);
          return e.with(d -> d.transformSets = names);
        })
        .unset((e, a) ->
            e.with(d ->
                d.transformSets =
                    e.transformSets().stream()
                        .filter(n -> a.has(name) && !a.all(name).contains(n))
                        .toList()))
        .shows(e ->
            e.transformSets().isEmpty()
                ? List.of()
                : List.of(Arguments.none().andAll(name, e.transformSets())));
  }

  private static Command<CryptoMapEntry> pfs() {
    Syntax.Choice<DhGroup> group = Terms.groups("pfs-group", "group");
    return Command.<CryptoMapEntry>of(SET, word("pfs", "Specify pfs settings"), maybe(group))
        .set((e, a) -> e.with(d -> d.pfs = Optional.of(a.find(group).orElse(DhGroup.MODP_768))))
        .unset((e, _) -> e.with(d -> d.pfs = Optional.empty()))
        .shows(e -> e.pfs().stream().map(g -> Arguments.of(group, g)).toList());
  }

  private static Command<CryptoMapEntry> isakmpProfile() {
    Syntax.Argument<String> name =
        name("name", NameSource.Of.ISAKMP_PROFILE, "ISAKMP profile name");
    return Command.<CryptoMapEntry>of(SET, word("isakmp-profile", "Specify isakmp Profile"), name)
        .set((e, a) -> e.with(d -> d.isakmpProfile = a.find(name)))
        .unset((e, _) -> e.with(d -> d.isakmpProfile = Optional.empty()))
        .shows(e -> Terms.line(name, e.isakmpProfile()));
  }

  private static Command<CryptoMapEntry> match() {
    Syntax.Argument<String> list =
        name("list", NameSource.Of.ACCESS_LIST, "Access-list name or number");
    return Command.<CryptoMapEntry>of(
            word("match", "Match values."),
            word("address", "Match address of packets to encrypt."),
            maybe(word("ipv6", "IPv6 access-list")),
            list)
        .set((e, a) -> e.with(d -> d.accessList = a.find(list)))
        .unset((e, _) -> e.with(d -> d.accessList = Optional.empty()))
        .shows(e -> Terms.line(list, e.accessList()));
  }

  private static Command<CryptoMapEntry> reverseRoute() {
    return Command.<CryptoMapEntry>of(
            word("reverse-route", "Reverse Route Injection."),
            maybe(
                oneOf(
                    PERMANENT,
                    sequence(word("remote-peer", "Next hop"), NEXT_HOP, maybe(GATEWAY)))))
        .later(ROUTES)
        .set((e, a) -> {
          ReverseRoute old = e.reverseRoute().orElse(ReverseRoute.PLAIN);
          return e.with(d ->
              d.reverseRoute =
                  Optional.of(
                      new ReverseRoute(
                          a.find(PERMANENT).isPresent(),
                          a.find(NEXT_HOP),
                          a.find(GATEWAY).isPresent(),
                          old.distance(),
                          old.tag())));
        })
        .unset((e, _) -> e.with(d -> d.reverseRoute = Optional.empty()))
        .shows(e ->
            e.reverseRoute().stream()
                .map(r -> {
                  Arguments shown = Arguments.none();
                  if (r.permanent()) {
                    shown.and(PERMANENT, true);
                  }
                  if (r.gateway()) {
                    shown.and(GATEWAY, true);
                  }
                  return shown.and(NEXT_HOP, r.remotePeer());
                })
                .toList());
  }

  private static Command<CryptoMapEntry> routeDistance() {
    Syntax.Argument<Integer> distance = number("distance-value", 1, 255, "Distance");
    return routeOption(
        "distance",
        distance,
        r -> Terms.line(distance, r.distance()),
        (r, a) ->
            new ReverseRoute(
                r.permanent(), r.remotePeer(), r.gateway(), a.find(distance), r.tag()));
  }

  private static Command<CryptoMapEntry> routeTag() {
    Syntax.Argument<Long> tag =
        argument("tag-value", ArgumentType.largeNumber(1, 4_294_967_295L), "Tag");
    return routeOption(
        "tag",
        tag,
        r -> Terms.line(tag, r.tag()),
        (r, a) ->
            new ReverseRoute(
                r.permanent(), r.remotePeer(), r.gateway(), r.distance(), a.find(tag)));
  }

  private static Command<CryptoMapEntry> routeOption(
      String keyword,
      Syntax.Argument<?> value,
      Function<ReverseRoute, List<Arguments>> shown,
      java.util.function.BiFunction<ReverseRoute, Arguments, ReverseRoute> put) {
    return Command.<CryptoMapEntry>of(
            SET,
            word("reverse-route", "Reverse route injection"),
            word(keyword, "Set the routes' " + keyword),
            value)
        .later(ROUTES)
        .set((e, a) -> withRoute(e, put, a))
        .unset((e, _) -> e.reverseRoute().isEmpty() ? e : withRoute(e, put, Arguments.none()))
        .shows(e -> e.reverseRoute().stream().flatMap(r -> shown.apply(r).stream()).toList());
  }

  private static CryptoMapEntry withRoute(
      CryptoMapEntry e,
      java.util.function.BiFunction<ReverseRoute, Arguments, ReverseRoute> put,
      Arguments a) {
    ReverseRoute changed = put.apply(e.reverseRoute().orElse(ReverseRoute.PLAIN), a);
    return e.with(d -> d.reverseRoute = Optional.of(changed));
  }
}
