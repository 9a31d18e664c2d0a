package dev.vigil.language;

import static dev.vigil.language.Syntax.name;
import static dev.vigil.language.Syntax.word;

import dev.vigil.protocol.config.ClientAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What a crypto map or a profile says about Easy VPN clients. */
final class ClientCommands {
  private static final String LATER = "Easy VPN server";

  private ClientCommands() {}

  /**
   * @param before the words before each command
   * @param withGroup whether a group's policy can be chosen
   */
  static <T> List<Command<T>> all(
      List<Syntax> before,
      Function<T, ClientAccess> get,
      BiFunction<T, ClientAccess, T> put,
      boolean withGroup) {
    Syntax.Keyword client = word("client", "Specify client configuration settings");
    Syntax.Keyword configuration = word("configuration", "Specify client configuration");
    Syntax.Keyword address = word("address", "Specify address configuration");
    Syntax.Keyword list = word("list", "Specify AAA list");
    List<Command<T>> commands = new ArrayList<>();
    commands.add(
        named(
            words(before, client, word("authentication", "Use extended authentication"), list),
            t -> get.apply(t).authenticationList(),
            (t, v) -> put.apply(t, get.apply(t).withAuthenticationList(v))));
    commands.add(
        named(
            words(before, Terms.ISAKMP, word("authorization", "Specify authorization"), list),
            t -> get.apply(t).authorizationList(),
            (t, v) -> put.apply(t, get.apply(t).withAuthorizationList(v))));
    commands.add(
        Command.<T>of(
                words(before, client, configuration, address, word("initiate", "Push address")))
            .later(LATER)
            .flag(
                t -> get.apply(t).addressInitiate(),
                (t, v) -> put.apply(t, get.apply(t).withAddressInitiate(v)),
                false));
    commands.add(
        Command.<T>of(
                words(before, client, configuration, address, word("respond", "Answer requests")))
            .later(LATER)
            .flag(
                t -> get.apply(t).addressRespond(),
                (t, v) -> put.apply(t, get.apply(t).withAddressRespond(v)),
                false));
    if (withGroup) {
      commands.add(
          named(
              words(before, client, configuration, word("group", "Specify the group")),
              t -> get.apply(t).group(),
              (t, v) -> put.apply(t, get.apply(t).withGroup(v))));
    }
    commands.add(
        accounting(
            before,
            withGroup,
            t -> get.apply(t).accountingList(),
            (t, v) -> put.apply(t, get.apply(t).withAccountingList(v))));
    return commands;
  }

  /** A profile says {@code accounting L}, a crypto map {@code client accounting list L}. */
  private static <T> Command<T> accounting(
      List<Syntax> before,
      boolean inProfile,
      Function<T, Optional<String>> get,
      BiFunction<T, Optional<String>, T> put) {
    Syntax.Keyword accounting = word("accounting", "Enable AAA accounting");
    Syntax[] words =
        inProfile
            ? words(before, accounting)
            : words(
                before,
                word("client", "Specify client configuration settings"),
                accounting,
                word("list", "Specify AAA list"));
    return named(words, get, put);
  }

  private static <T> Command<T> named(
      Syntax[] words, Function<T, Optional<String>> get, BiFunction<T, Optional<String>, T> put) {
    Syntax.Argument<String> name = name("list-name", "Name");
    List<Syntax> syntax = new ArrayList<>(List.of(words));
    syntax.add(name);
    return Command.<T>of(syntax.toArray(Syntax[]::new))
        .later(LATER)
        .undoAfter(words.length)
        .set((t, a) -> put.apply(t, a.find(name)))
        .unset((t, _) -> put.apply(t, Optional.empty()))
        .shows(t -> Terms.line(name, get.apply(t)));
  }

  private static Syntax[] words(List<Syntax> before, Syntax... after) {
    List<Syntax> words = new ArrayList<>(before);
    words.addAll(List.of(after));
    return words.toArray(Syntax[]::new);
  }
}
