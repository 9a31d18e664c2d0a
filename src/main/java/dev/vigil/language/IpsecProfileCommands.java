package dev.vigil.language;

import static dev.vigil.language.Syntax.argument;
import static dev.vigil.language.Syntax.name;
import static dev.vigil.language.Syntax.word;

import dev.vigil.protocol.config.ConfigBuilder;
import dev.vigil.protocol.config.CryptoMapEntry;
import dev.vigil.protocol.config.IpsecProfile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** IPsec profiles. Their lines are those of a crypto map entry that need no peer. */
final class IpsecProfileCommands {
  private static final Mode<CryptoMapEntry> MODE =
      Mode.of(
          "ipsec-profile",
          false,
          Stream.of(List.of(description()), CryptoMapEntryCommands.protection())
              .flatMap(List::stream)
              .toList());

  private IpsecProfileCommands() {}

  static List<Command<ConfigBuilder>> all() {
    Syntax.Argument<String> name = name("name", NameSource.Of.IPSEC_PROFILE, "Profile name");
    return List.of(
        Command.<ConfigBuilder>of(
                Terms.CRYPTO,
                Terms.IPSEC,
                word("profile", "Configure an ipsec policy profile"),
                name)
            .identifiedBy(name.name())
            .undoAfter(4)
            .unset((b, a) -> {
              b.ipsecProfiles.remove(a.get(name));
              return b;
            })
            .section(
                new Command.Section<>(
                    MODE,
                    (b, a) ->
                        Optional.ofNullable(b.ipsecProfiles.get(a.get(name)))
                            .map(IpsecProfileCommands::entryOf)
                            .orElse(CryptoMapEntry.of(a.get(name), 1)),
                    (b, entry) -> {
                      b.ipsecProfiles.put(entry.map(), profileOf(entry));
                      return b;
                    },
                    b ->
                        b.ipsecProfiles.values().stream()
                            .map(p -> new Command.Body<>(Arguments.of(name, p.name()), entryOf(p)))
                            .toList())));
  }

  private static CryptoMapEntry entryOf(IpsecProfile profile) {
    return CryptoMapEntry.of(profile.name(), 1)
        .with(e -> {
          e.description = profile.description();
          e.transformSets = profile.transformSets();
          e.pfs = profile.pfs();
          e.lifetime = profile.lifetime();
          e.idleTime = profile.idleTime();
          e.replayWindow = profile.replayWindow();
          e.isakmpProfile = profile.isakmpProfile();
        });
  }

  private static IpsecProfile profileOf(CryptoMapEntry entry) {
    return new IpsecProfile(
        entry.map(),
        entry.description(),
        entry.transformSets(),
        entry.pfs(),
        entry.lifetime(),
        entry.idleTime(),
        entry.replayWindow(),
        entry.isakmpProfile());
  }

  static Command<CryptoMapEntry> description() {
    Syntax.Argument<String> text = argument("text", ArgumentType.LINE, "Up to 80 characters");
    return Command.<CryptoMapEntry>of(word("description", "Description"), text)
        .set((e, a) -> e.with(d -> d.description = a.find(text)))
        .unset((e, _) -> e.with(d -> d.description = Optional.empty()))
        .shows(e -> Terms.line(text, e.description()));
  }
}
