package dev.vigil.language;

import static dev.vigil.language.Syntax.argument;
import static dev.vigil.language.Syntax.maybe;
import static dev.vigil.language.Syntax.name;
import static dev.vigil.language.Syntax.number;
import static dev.vigil.language.Syntax.word;

import dev.vigil.protocol.config.ClientGroup;
import dev.vigil.protocol.config.ConfigBuilder;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** {@code crypto isakmp client configuration group}. */
final class ClientGroupCommands {
  private static final String LATER = "Easy VPN server";

  private static final Mode<ClientGroup> MODE =
      Mode.of(
          "config-isakmp-group",
          false,
          List.of(
              key(),
              servers("dns", ClientGroup::dns, (d, v) -> d.dns = v),
              servers("wins", ClientGroup::wins, (d, v) -> d.wins = v),
              text("domain", ArgumentType.WORD, ClientGroup::domain, (d, v) -> d.domain = v),
              text("pool", ArgumentType.WORD, ClientGroup::pool, (d, v) -> d.pool = v),
              text("acl", ArgumentType.WORD, ClientGroup::accessList, (d, v) -> d.accessList = v),
              each("backup-gateway", ClientGroup::backupGateways, (d, v) -> d.backupGateways = v),
              flag("save-password", ClientGroup::savePassword, (d, v) -> d.savePassword = v),
              flag(
                  "include-local-lan",
                  ClientGroup::includeLocalLan,
                  (d, v) -> d.includeLocalLan = v),
              flag("group-lock", ClientGroup::groupLock, (d, v) -> d.groupLock = v),
              flag("pfs", ClientGroup::pfs, (d, v) -> d.pfs = v),
              each("split-dns", ClientGroup::splitDns, (d, v) -> d.splitDns = v),
              limit("max-users", 5_000, ClientGroup::maxUsers, (d, v) -> d.maxUsers = v),
              limit("max-logins", 10, ClientGroup::maxLogins, (d, v) -> d.maxLogins = v),
              netmask(),
              text("banner", ArgumentType.LINE, ClientGroup::banner, (d, v) -> d.banner = v)));

  private ClientGroupCommands() {}

  static List<Command<ConfigBuilder>> all() {
    Syntax.Argument<String> name = name("name", "Name of the group");
    return List.of(
        Command.<ConfigBuilder>of(
                Terms.CRYPTO,
                Terms.ISAKMP,
                word("client", "Set client configuration policy"),
                word("configuration", "Set client configuration policy"),
                word("group", "Set the group"),
                name)
            .identifiedBy(name.name())
            .undoAfter(6)
            .later(LATER)
            .unset((b, a) -> {
              b.clientGroups.remove(a.get(name));
              return b;
            })
            .section(
                new Command.Section<>(
                    MODE,
                    (b, a) ->
                        b.clientGroups.getOrDefault(a.get(name), ClientGroup.named(a.get(name))),
                    (b, g) -> {
                      b.clientGroups.put(g.name(), g);
                      return b;
                    },
                    b ->
                        b.clientGroups.values().stream()
                            .map(g -> new Command.Body<>(Arguments.of(name, g.name()), g))
                            .toList())));
  }

  private static Command<ClientGroup> key() {
    return Command.<ClientGroup>of(word("key", "pre-shared key/IKE password"), Terms.secret())
        .later(LATER)
        .set((g, a) -> {
          var secret = Terms.secretOf(a);
          return g.with(d -> d.key = Optional.of(secret));
        })
        .unset((g, _) -> g.with(d -> d.key = Optional.empty()))
        .shows(g -> g.key().stream().map(s -> Terms.withSecret(Arguments.none(), s)).toList());
  }

  private static Command<ClientGroup> text(
      String keyword,
      ArgumentType<String> type,
      Function<ClientGroup, Optional<String>> get,
      BiConsumer<ClientGroup.Draft, Optional<String>> put) {
    Syntax.Argument<String> text = argument("text", type, "Value");
    return Command.<ClientGroup>of(word(keyword, "Set the group's " + keyword), text)
        .later(LATER)
        .set((g, a) -> g.with(d -> put.accept(d, a.find(text))))
        .unset((g, _) -> g.with(d -> put.accept(d, Optional.empty())))
        .shows(g -> Terms.line(text, get.apply(g)));
  }

  private static Command<ClientGroup> servers(
      String keyword,
      Function<ClientGroup, List<InetAddress>> get,
      BiConsumer<ClientGroup.Draft, List<InetAddress>> put) {
    Syntax.Argument<InetAddress> first = argument("first", ArgumentType.IPV4, "Primary server");
    Syntax.Argument<InetAddress> second = argument("second", ArgumentType.IPV4, "Secondary server");
    return Command.<ClientGroup>of(word(keyword, "Set the group's servers"), first, maybe(second))
        .later(LATER)
        .set((g, a) -> {
          List<InetAddress> servers = new ArrayList<>(List.of(a.get(first)));
          a.find(second).ifPresent(servers::add);
          return g.with(d -> put.accept(d, servers));
        })
        .unset((g, _) -> g.with(d -> put.accept(d, List.of())))
        .shows(g -> {
          List<InetAddress> servers = get.apply(g);
          return servers.isEmpty()
              ? List.of()
              : List.of(
                  Arguments.of(first, servers.getFirst())
                      .and(second, servers.stream().skip(1).findFirst()));
        });
  }

  private static Command<ClientGroup> each(
      String keyword,
      Function<ClientGroup, List<String>> get,
      BiConsumer<ClientGroup.Draft, List<String>> put) {
    Syntax.Argument<String> value = name("value", "Value");
    return Command.<ClientGroup>of(word(keyword, "Add a " + keyword), value)
        .later(LATER)
        .identifiedByAll()
        .set((g, a) -> g.with(d -> put.accept(d, Terms.with(get.apply(g), a.get(value)))))
        .unset((g, a) ->
            g.with(d ->
                put.accept(
                    d, a.has(value) ? Terms.without(get.apply(g), a.get(value)) : List.of())))
        .shows(g -> get.apply(g).stream().map(v -> Arguments.of(value, v)).toList());
  }

  private static Command<ClientGroup> flag(
      String keyword, Predicate<ClientGroup> get, BiConsumer<ClientGroup.Draft, Boolean> put) {
    return Command.<ClientGroup>of(word(keyword, "Set " + keyword))
        .later(LATER)
        .flag(get, (g, v) -> g.with(d -> put.accept(d, v)), false);
  }

  private static Command<ClientGroup> limit(
      String keyword,
      int max,
      Function<ClientGroup, Optional<Integer>> get,
      BiConsumer<ClientGroup.Draft, Optional<Integer>> put) {
    Syntax.Argument<Integer> limit = number("limit", 1, max, "Limit");
    return Command.<ClientGroup>of(word(keyword, "Set " + keyword), limit)
        .later(LATER)
        .set((g, a) -> g.with(d -> put.accept(d, a.find(limit))))
        .unset((g, _) -> g.with(d -> put.accept(d, Optional.empty())))
        .shows(g -> Terms.line(limit, get.apply(g)));
  }

  private static Command<ClientGroup> netmask() {
    Syntax.Argument<InetAddress> mask = argument("mask", ArgumentType.IPV4, "Netmask");
    return Command.<ClientGroup>of(word("netmask", "Netmask for the clients' address"), mask)
        .later(LATER)
        .set((g, a) -> g.with(d -> d.netmask = a.find(mask)))
        .unset((g, _) -> g.with(d -> d.netmask = Optional.empty()))
        .shows(g -> Terms.line(mask, g.netmask()));
  }
}
