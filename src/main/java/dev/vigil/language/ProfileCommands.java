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

import dev.vigil.protocol.config.ConfigBuilder;
import dev.vigil.protocol.config.IdentityMatch;
import dev.vigil.protocol.config.IpPrefix;
import dev.vigil.protocol.config.IsakmpProfile;
import dev.vigil.protocol.config.Keepalive;
import dev.vigil.protocol.config.OwnIdentity;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** ISAKMP profiles. */
final class ProfileCommands {
  private static final Mode<IsakmpProfile> MODE = Mode.of("conf-isa-prof", false, lines());

  private ProfileCommands() {}

  static List<Command<ConfigBuilder>> all() {
    Syntax.Argument<String> name =
        name("name", NameSource.Of.ISAKMP_PROFILE, "ISAKMP profile name");
    Command<ConfigBuilder> profiles =
        Command.<ConfigBuilder>of(
                Terms.CRYPTO, Terms.ISAKMP, word("profile", "Define ISAKMP Profiles"), name)
            .identifiedBy(name.name())
            .undoAfter(4)
            .unset((b, a) -> {
              b.isakmpProfiles.remove(a.get(name));
              return b;
            })
            .section(
                new Command.Section<>(
                    MODE,
                    (b, a) ->
                        b.isakmpProfiles.getOrDefault(
                            a.get(name), IsakmpProfile.named(a.get(name))),
                    (b, p) -> {
                      b.isakmpProfiles.put(p.name(), p);
                      return b;
                    },
                    b ->
                        b.isakmpProfiles.values().stream()
                            .map(p -> new Command.Body<>(Arguments.of(name, p.name()), p))
                            .toList()));
    return List.of(PeerCommands.all(), profiles);
  }

  private static List<Command<IsakmpProfile>> lines() {
    return Stream.of(
            List.of(
                text(
                    "description",
                    ArgumentType.LINE,
                    p -> p.description(),
                    (d, v) -> d.description = v),
                text(
                    "vrf",
                    ArgumentType.WORD.among(NameSource.Of.VRF),
                    p -> p.vrf(),
                    (d, v) -> d.vrf = v),
                keyrings(),
                selfIdentity(),
                match()),
            ClientCommands.<IsakmpProfile>all(
                List.of(), IsakmpProfile::client, (p, c) -> p.with(d -> d.client = c), true),
            List.of(keepalive(), initiate(), localAddress(), virtualTemplate()))
        .flatMap(List::stream)
        .toList();
  }

  private static Command<IsakmpProfile> text(
      String keyword,
      ArgumentType<String> type,
      Function<IsakmpProfile, Optional<String>> get,
      BiConsumer<IsakmpProfile.Draft, Optional<String>> put) {
    Syntax.Argument<String> text = argument("text", type, "Text");
    return Command.<IsakmpProfile>of(word(keyword, "Specify the profile's " + keyword), text)
        .set((p, a) -> p.with(d -> put.accept(d, a.find(text))))
        .unset((p, _) -> p.with(d -> put.accept(d, Optional.empty())))
        .shows(p -> Terms.line(text, get.apply(p)));
  }

  private static Command<IsakmpProfile> keyrings() {
    Syntax.Argument<String> name =
        name("name", NameSource.Of.KEYRING, "Keyring to use for this profile");
    return Command.<IsakmpProfile>of(
            word("keyring", "Specify keyring to use"), Syntax.repeated(name))
        .set((p, a) -> {
          List<String> names = new ArrayList<>(p.keyrings());
          a.all(name).stream().filter(n -> !names.contains(n)).forEach(names::add);
          return p.with(d -> d.keyrings = names);
        })
        .unset((p, a) ->
            p.with(d ->
                d.keyrings =
                    p.keyrings().stream()
                        .filter(n -> a.has(name) && !a.all(name).contains(n))
                        .toList()))
        .shows(p ->
            p.keyrings().isEmpty()
                ? List.of()
                : List.of(Arguments.none().andAll(name, p.keyrings())));
  }

  private static Command<IsakmpProfile> selfIdentity() {
    Syntax.Keyword address = word("address", "Use the IP address of the interface");
    Syntax.Keyword fqdn = word("fqdn", "Use the router's FQDN");
    Syntax.Argument<InetAddress> fixed =
        argument("fixed", ArgumentType.IPV4, "Use this IP address");
    Syntax.Argument<String> host = argument("host", ArgumentType.HOST_NAME, "Use this FQDN");
    Syntax.Argument<String> user = name("user", "Use this user FQDN");
    return Command.<IsakmpProfile>of(
            word("self-identity", "Specify Identity to use"),
            oneOf(
                sequence(fqdn, host),
                fqdn,
                sequence(word("user-fqdn", "Use a user FQDN"), user),
                address,
                fixed))
        .set((p, a) ->
            p.with(d -> d.selfIdentity = Optional.of(identity(a, fixed, host, user, fqdn))))
        .unset((p, _) -> p.with(d -> d.selfIdentity = Optional.empty()))
        .shows(p ->
            p.selfIdentity().stream()
                .map(identity ->
                    switch (identity) {
                      case OwnIdentity.LocalAddress _, OwnIdentity.DistinguishedName _ ->
                          Arguments.of(address);
                      case OwnIdentity.Fixed(InetAddress a) -> Arguments.of(fixed, a);
                      case OwnIdentity.HostName _ -> Arguments.of(fqdn);
                      case OwnIdentity.Fqdn(String n) -> Arguments.of(host, n);
                      case OwnIdentity.UserFqdn(String n) -> Arguments.of(user, n);
                    })
                .toList());
  }

  private static OwnIdentity identity(
      Arguments a,
      Syntax.Argument<InetAddress> fixed,
      Syntax.Argument<String> host,
      Syntax.Argument<String> user,
      Syntax.Keyword fqdn) {
    if (a.has(fixed)) {
      return new OwnIdentity.Fixed(a.get(fixed));
    }
    if (a.has(host)) {
      return new OwnIdentity.Fqdn(a.get(host));
    }
    if (a.has(user)) {
      return new OwnIdentity.UserFqdn(a.get(user));
    }
    return a.has(fqdn) ? new OwnIdentity.HostName() : new OwnIdentity.LocalAddress();
  }

  private static Command<IsakmpProfile> match() {
    Syntax.Argument<InetAddress> address =
        argument("address", ArgumentType.IPV4, "IP address of the peer");
    Syntax.Argument<Integer> mask = argument("mask", ArgumentType.MASK, "Subnet mask");
    Syntax.Argument<String> vrf = name("vrf-name", NameSource.Of.VRF, "VRF the peer is in");
    Syntax.Argument<IpPrefix> prefix =
        argument("prefix", ArgumentType.IPV6_PREFIX_OR_HOST, "IPv6 prefix of the peer");
    Syntax.Argument<String> group = name("group-name", "Group name");
    Syntax.Argument<String> host = name("host-name", "Host or domain name");
    Syntax.Argument<String> user = name("user-name", "User FQDN or its domain");
    Syntax.Choice<Boolean> hostDomain =
        choice(item("host-domain", "domain", true, "Match a domain"));
    Syntax.Choice<Boolean> userDomain =
        choice(item("user-domain", "domain", true, "Match a domain"));
    Syntax.Keyword addressWord = word("address", "Match a peer's address");
    return Command.<IsakmpProfile>of(
            word("match", "Match values of peer"),
            word("identity", "Match the peer's identity"),
            oneOf(
                sequence(addressWord, address, maybe(mask), maybe(vrf)),
                sequence(addressWord, word("ipv6", "IPv6"), prefix, maybe(vrf)),
                sequence(word("group", "Match a group"), group),
                sequence(word("host", "Match a host"), maybe(hostDomain), host),
                sequence(word("user-fqdn", "Match a user FQDN"), maybe(userDomain), user)))
        .identifiedByAll()
        .undoAfter(4)
        .set((p, a) -> p.with(d -> d.matches = Terms.with(p.matches(), read(a, mask, vrf))))
        .unset((p, a) -> p.with(d -> d.matches = Terms.without(p.matches(), read(a, mask, vrf))))
        .shows(p ->
            p.matches().stream()
                .map(m ->
                    switch (m) {
                      case IdentityMatch.Network(IpPrefix n, Optional<String> v) ->
                          (n.address().getAddress().length == 16
                                  ? Arguments.of(prefix, n)
                                  : Arguments.of(address, n.address())
                                      .and(mask, maskOf(n, v.isPresent())))
                              .and(vrf, v);
                      case IdentityMatch.Group(String n) -> Arguments.of(group, n);
                      case IdentityMatch.Host(String n, boolean domain) ->
                          (domain ? Arguments.of(hostDomain, true) : Arguments.none()).and(host, n);
                      case IdentityMatch.User(String n, boolean domain) ->
                          (domain ? Arguments.of(userDomain, true) : Arguments.none()).and(user, n);
                    })
                .toList());
  }

  /** The router prints the mask of a single host, but for one in a VRF. */
  private static Optional<Integer> maskOf(IpPrefix prefix, boolean inVrf) {
    return inVrf && prefix.isHost() ? Optional.empty() : Optional.of(prefix.length());
  }

  private static IdentityMatch read(
      Arguments a, Syntax.Argument<Integer> mask, Syntax.Argument<String> vrf) {
    Optional<String> inVrf = a.find(vrf);
    if (!a.raw("address").isEmpty() && a.raw("address").getFirst() instanceof InetAddress address) {
      return new IdentityMatch.Network(new IpPrefix(address, a.find(mask).orElse(32)), inVrf);
    }
    if (!a.raw("prefix").isEmpty()) {
      return new IdentityMatch.Network((IpPrefix) a.raw("prefix").getFirst(), inVrf);
    }
    if (!a.raw("group-name").isEmpty()) {
      return new IdentityMatch.Group((String) a.raw("group-name").getFirst());
    }
    return a.raw("host-name").isEmpty()
        ? new IdentityMatch.User((String) a.raw("user-name").getFirst(), a.has("user-domain"))
        : new IdentityMatch.Host((String) a.raw("host-name").getFirst(), a.has("host-domain"));
  }

  private static Command<IsakmpProfile> keepalive() {
    Syntax.Argument<Integer> interval =
        number("interval", 10, 3_600, "Number of seconds between keep alives");
    Syntax.Argument<Integer> retry =
        number("retry-seconds", 2, 60, "Number of seconds between retries if keep alive fails");
    return Command.<IsakmpProfile>of(
            word("keepalive", "Ask peers whether they live (DPD; Vigil's keepalives, no router's)"),
            interval,
            word("retry", "retry keepalive interval"),
            retry)
        .set((p, a) ->
            p.with(d ->
                d.keepalive =
                    Optional.of(
                        new Keepalive(
                            Duration.ofSeconds(a.get(interval)),
                            Duration.ofSeconds(a.get(retry)),
                            Keepalive.Mode.PERIODIC))))
        .unset((p, _) -> p.with(d -> d.keepalive = Optional.empty()))
        .shows(p ->
            p.keepalive().stream()
                .map(k ->
                    Arguments.of(interval, (int) k.interval().toSeconds())
                        .and(retry, (int) k.retry().toSeconds()))
                .toList());
  }

  private static Command<IsakmpProfile> initiate() {
    return Command.<IsakmpProfile>of(
            word("initiate", "Initiator property"),
            word("mode", "Mode to initiate"),
            word("aggressive", "Initiate aggressive mode"))
        .later("Aggressive Mode")
        .flag(
            IsakmpProfile::initiateAggressive,
            (p, v) -> p.with(d -> d.initiateAggressive = v),
            false);
  }

  private static Command<IsakmpProfile> localAddress() {
    return Command.<IsakmpProfile>of(
            word("local-address", "Interface or address this profile is for"), Terms.local())
        .set((p, a) -> p.with(d -> d.local = Optional.of(Terms.localOf(a))))
        .unset((p, _) -> p.with(d -> d.local = Optional.empty()))
        .shows(p -> p.local().stream().map(Terms::localArguments).toList());
  }

  private static Command<IsakmpProfile> virtualTemplate() {
    Syntax.Argument<Integer> number = number("number", 1, 4_095, "Virtual-template number");
    return Command.<IsakmpProfile>of(
            word("virtual-template", "Specify the virtual-template for dynamic interfaces"), number)
        .later("Easy VPN server")
        .set((p, a) -> p.with(d -> d.virtualTemplate = a.find(number)))
        .unset((p, _) -> p.with(d -> d.virtualTemplate = Optional.empty()))
        .shows(p -> Terms.line(number, p.virtualTemplate()));
  }
}
