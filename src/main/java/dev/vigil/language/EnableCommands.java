package dev.vigil.language;

import static dev.vigil.language.Syntax.choice;
import static dev.vigil.language.Syntax.item;
import static dev.vigil.language.Syntax.maybe;
import static dev.vigil.language.Syntax.number;
import static dev.vigil.language.Syntax.oneOf;
import static dev.vigil.language.Syntax.word;

import dev.vigil.protocol.config.ConfigBuilder;
import dev.vigil.protocol.config.HiddenSecret;
import dev.vigil.protocol.crypto.Secret;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What {@code enable} asks for. A password in clear is hidden as soon as it is read: as a hash
 * where it is a {@code secret}, in the router's type 7 where it is a {@code password}.
 */
final class EnableCommands {
  private static final Syntax.Keyword ENABLE = word("enable", "Modify enable password parameters");
  private static final Syntax.Keyword SECRET = word("secret", "Assign the privileged level secret");
  private static final Syntax.Keyword PASSWORD =
      word("password", "Assign the privileged level password");
  private static final Syntax.Keyword LEVEL = word("level", "Set exec level password");
  private static final RandomGenerator RANDOM = new SecureRandom();

  private EnableCommands() {}

  static List<Command<ConfigBuilder>> all() {
    Syntax.Choice<Integer> secretForm =
        choice(
            form(0, "Specifies an UNENCRYPTED password will follow"),
            form(4, "Specifies an SHA256 ENCRYPTED secret will follow"),
            form(5, "Specifies a MD5 HASHED secret will follow"),
            form(8, "Specifies a PBKDF2 HASHED secret will follow"),
            form(9, "Specifies a SCRYPT HASHED secret will follow"));
    Syntax.Choice<Integer> passwordForm =
        choice(
            form(0, "Specifies an UNENCRYPTED password will follow"),
            form(6, "Specifies an ENCRYPTED password will follow"),
            form(7, "Specifies a HIDDEN password will follow"));
    return List.of(
        kept(SECRET, "4", "5", "8", "9"),
        kept(PASSWORD, "6", "7"),
        line(
            SECRET,
            secretForm,
            PasswordForms::hashed,
            b -> b.enableSecret,
            (b, secret) -> b.enableSecret = secret),
        line(
            PASSWORD,
            passwordForm,
            PasswordForms::masked,
            b -> b.enablePassword,
            (b, secret) -> b.enablePassword = secret),
        KeptCommands.kept(ENABLE, oneOf(word("last-resort", "Kept"), word("use-tacacs", "Kept"))));
  }

  /** Levels that there are none of here: kept, if the line does not show the password. */
  private static Command<ConfigBuilder> kept(Syntax.Keyword what, String... forms) {
    List<Syntax> hidden = new ArrayList<>();
    for (String form : forms) {
      hidden.add(word(form, "Specifies a hidden password will follow"));
    }
    return Command.kept(
        ENABLE,
        what,
        LEVEL,
        number("other-level", 1, 14, "Level number"),
        new Syntax.OneOf(hidden),
        Terms.KEY);
  }

  private static Syntax.Item<Integer> form(int number, String help) {
    return item("form", String.valueOf(number), number, help);
  }

  private static Command<ConfigBuilder> line(
      Syntax.Keyword what,
      Syntax.Choice<Integer> form,
      BiFunction<Secret, RandomGenerator, HiddenSecret> hide,
      Function<ConfigBuilder, Optional<HiddenSecret>> get,
      BiConsumer<ConfigBuilder, Optional<HiddenSecret>> put) {
    Syntax algorithm =
        maybe(
            word("algorithm-type", "Algorithm to use for hashing the plain text"),
            oneOf(word("md5", "MD5"), word("scrypt", "scrypt"), word("sha256", "PBKDF2")));
    Syntax.Argument<Integer> level = number("level", 1, 15, "Level number");
    return Command.<ConfigBuilder>of(
            ENABLE, algorithm, what, maybe(LEVEL, level), maybe(form), Terms.KEY)
        .undoAfter(2)
        .set((b, a) -> {
          if (a.find(level).orElse(15) != 15) {
            throw new Refusal(level.name(), "There are no levels here but 1 and 15.");
          }
          int given = a.find(form).orElse(0);
          Secret text = a.get(Terms.KEY);
          put.accept(
              b,
              Optional.of(given == 0 ? hide.apply(text, RANDOM) : new HiddenSecret(given, text)));
          return b;
        })
        .unset((b, _) -> {
          put.accept(b, Optional.empty());
          return b;
        })
        .shows(b ->
            get.apply(b).stream()
                .map(secret -> Arguments.of(form, secret.form()).and(Terms.KEY, secret.text()))
                .toList());
  }
}
