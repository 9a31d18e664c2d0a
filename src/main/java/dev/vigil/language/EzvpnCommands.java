package dev.vigil.language;

import static dev.vigil.language.Syntax.choice;
import static dev.vigil.language.Syntax.item;
import static dev.vigil.language.Syntax.name;
import static dev.vigil.language.Syntax.word;

import dev.vigil.protocol.config.ConfigBuilder;
import dev.vigil.protocol.config.EzvpnClient;
import java.util.List;
import java.util.Optional;

/** Easy VPN remotes. */
final class EzvpnCommands {
  static final String LATER = "Easy VPN remote";
  static final Syntax.Keyword CLIENT = word("client", "Configure a client");
  static final Syntax.Keyword EZVPN = word("ezvpn", "Easy VPN client");

  private static final Mode<EzvpnClient> MODE =
      Mode.of(
          "config-crypto-ezvpn",
          false,
          List.of(connect(), group(), mode(), peer(), user(), xauth()));

  private EzvpnCommands() {}

  static List<Command<ConfigBuilder>> all() {
    Syntax.Argument<String> name = name("name", "Name of the Easy VPN client");
    return List.of(
        Command.<ConfigBuilder>of(Terms.CRYPTO, Terms.IPSEC, CLIENT, EZVPN, name)
            .identifiedBy(name.name())
            .undoAfter(5)
            .later(LATER)
            .unset((b, a) -> {
              b.ezvpnClients.remove(a.get(name));
              return b;
            })
            .section(
                new Command.Section<>(
                    MODE,
                    (b, a) ->
                        b.ezvpnClients.getOrDefault(a.get(name), EzvpnClient.named(a.get(name))),
                    (b, client) -> {
                      b.ezvpnClients.put(client.name(), client);
                      return b;
                    },
                    b ->
                        b.ezvpnClients.values().stream()
                            .map(c -> new Command.Body<>(Arguments.of(name, c.name()), c))
                            .toList())));
  }

  private static Command<EzvpnClient> connect() {
    Syntax.Choice<Boolean> manual =
        choice(
            item("manual", "auto", false, "Connect automatically"),
            item("manual", "manual", true, "Connect on command"));
    return Command.<EzvpnClient>of(word("connect", "Set connection mode"), manual)
        .later(LATER)
        .set((c, a) -> c.withManual(a.get(manual)))
        .unset((c, _) -> c.withManual(false))
        .shows(c -> c.manual() ? List.of(Arguments.of(manual, true)) : List.of());
  }

  private static Command<EzvpnClient> group() {
    Syntax.Argument<String> name = name("group-name", "Group name");
    return Command.<EzvpnClient>of(
            word("group", "Set group name"), name, word("key", "Set group key"), Terms.secret())
        .later(LATER)
        .set((c, a) ->
            c.withGroup(Optional.of(new EzvpnClient.Credential(a.get(name), Terms.secretOf(a)))))
        .unset((c, _) -> c.withGroup(Optional.empty()))
        .shows(c ->
            c.group().stream()
                .map(g -> Terms.withSecret(Arguments.of(name, g.name()), g.secret()))
                .toList());
  }

  private static Command<EzvpnClient> mode() {
    Syntax.Choice<EzvpnClient.Mode> mode =
        choice(
            item("mode-value", "client", EzvpnClient.Mode.CLIENT, "Client mode"),
            item(
                "mode-value",
                "network-extension",
                EzvpnClient.Mode.NETWORK_EXTENSION,
                "Network extension mode"),
            item(
                "mode-value",
                "network-plus",
                EzvpnClient.Mode.NETWORK_PLUS,
                "Network extension mode with mode config"));
    return Command.<EzvpnClient>of(word("mode", "Set operation mode"), mode)
        .later(LATER)
        .set((c, a) -> c.withMode(a.find(mode)))
        .unset((c, _) -> c.withMode(Optional.empty()))
        .shows(c -> c.mode().stream().map(m -> Arguments.of(mode, m)).toList());
  }

  private static Command<EzvpnClient> peer() {
    return Command.<EzvpnClient>of(word("peer", "Allowed Encryption/Decryption peer"), Terms.peer())
        .identifiedBy(Terms.PEER_ADDRESS.name(), Terms.PEER_HOST.name())
        .later(LATER)
        .set((c, a) -> c.withPeers(Terms.withPeer(c.peers(), Terms.peerOf(a))))
        .unset((c, a) -> c.withPeers(Terms.withoutPeer(c.peers(), a)))
        .shows(c -> c.peers().stream().map(Terms::peerArguments).toList());
  }

  private static Command<EzvpnClient> user() {
    Syntax.Argument<String> name = name("user-name", "User name");
    return Command.<EzvpnClient>of(
            word("username", "Set user name"),
            name,
            word("password", "Set password"),
            Terms.secret())
        .later(LATER)
        .set((c, a) ->
            c.withUser(Optional.of(new EzvpnClient.Credential(a.get(name), Terms.secretOf(a)))))
        .unset((c, _) -> c.withUser(Optional.empty()))
        .shows(c ->
            c.user().stream()
                .map(u -> Terms.withSecret(Arguments.of(name, u.name()), u.secret()))
                .toList());
  }

  private static Command<EzvpnClient> xauth() {
    Syntax.Choice<String> mode =
        choice(
            item("xauth-mode", "local", "local", "From the configuration"),
            item("xauth-mode", "interactive", "interactive", "Asked for on the console"),
            item("xauth-mode", "http-intercept", "http-intercept", "Asked for in a browser"));
    return Command.<EzvpnClient>of(
            word("xauth", "Extended authentication"),
            word("userid", "User ID"),
            word("mode", "Where it comes from"),
            mode)
        .later(LATER)
        .set((c, a) -> c.withXauthMode(a.find(mode)))
        .unset((c, _) -> c.withXauthMode(Optional.empty()))
        .shows(c -> c.xauthMode().stream().map(m -> Arguments.of(mode, m)).toList());
  }
}
