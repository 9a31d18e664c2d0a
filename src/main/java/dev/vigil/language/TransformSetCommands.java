package dev.vigil.language;

import static dev.vigil.language.Syntax.choice;
import static dev.vigil.language.Syntax.item;
import static dev.vigil.language.Syntax.maybe;
import static dev.vigil.language.Syntax.name;
import static dev.vigil.language.Syntax.oneOf;
import static dev.vigil.language.Syntax.sequence;
import static dev.vigil.language.Syntax.word;

import dev.vigil.protocol.config.ConfigBuilder;
import dev.vigil.protocol.config.EspTransform;
import dev.vigil.protocol.config.TransformSet;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import java.util.List;
import java.util.Optional;

/** Transform sets. */
final class TransformSetCommands {
  /** What stands for an ESP cipher; {@code esp-null} is none. */
  private static final Syntax.Choice<Optional<EncryptionAlgorithm>> CIPHER =
      choice(
          item("cipher", "esp-3des", of(EncryptionAlgorithm.TRIPLE_DES_CBC), "ESP using 3DES"),
          item("cipher", "esp-des", of(EncryptionAlgorithm.DES_CBC), "ESP using DES"),
          item("cipher", "esp-null", Optional.empty(), "ESP transform w/o cipher"));

  private static final Syntax.Choice<Optional<EncryptionAlgorithm>> AES_SIZE =
      choice(
          item("size", "128", of(EncryptionAlgorithm.AES_CBC_128), "128 bit keys."),
          item("size", "192", of(EncryptionAlgorithm.AES_CBC_192), "192 bit keys."),
          item("size", "256", of(EncryptionAlgorithm.AES_CBC_256), "256 bit keys."));

  private static final Syntax.Keyword AES = word("esp-aes", "ESP transform using AES cipher");

  private static final Syntax.Choice<HashAlgorithm> HMAC =
      choice(
          item("hmac", "esp-md5-hmac", HashAlgorithm.MD5, "ESP transform using HMAC-MD5 auth"),
          item("hmac", "esp-sha-hmac", HashAlgorithm.SHA1, "ESP transform using HMAC-SHA auth"),
          item(
              "hmac",
              "esp-sha256-hmac",
              HashAlgorithm.SHA256,
              "ESP transform using HMAC-SHA256 auth"),
          item(
              "hmac",
              "esp-sha384-hmac",
              HashAlgorithm.SHA384,
              "ESP transform using HMAC-SHA384 auth"),
          item(
              "hmac",
              "esp-sha512-hmac",
              HashAlgorithm.SHA512,
              "ESP transform using HMAC-SHA512 auth"));

  private static final Syntax.Choice<String> REFUSED = refused();

  private static final Mode<TransformSet> MODE =
      Mode.of("cfg-crypto-trans", false, List.of(mode()));

  private TransformSetCommands() {}

  private static Optional<EncryptionAlgorithm> of(EncryptionAlgorithm algorithm) {
    return Optional.of(algorithm);
  }

  /** Known to the router, yet not to this head-end. */
  private static Syntax.Choice<String> refused() {
    return new Syntax.Choice<>(
        "refused",
        List.of(
                "ah-md5-hmac",
                "ah-sha-hmac",
                "ah-sha256-hmac",
                "ah-sha384-hmac",
                "ah-sha512-hmac",
                "comp-lzs",
                "esp-gcm",
                "esp-gmac",
                "esp-seal")
            .stream()
            .map(text -> item("refused", text, text, "not supported"))
            .toList());
  }

  static List<Command<ConfigBuilder>> all() {
    Syntax.Argument<String> name = name("name", NameSource.Of.TRANSFORM_SET, "Transform set tag");
    Syntax cipher = oneOf(CIPHER, sequence(AES, maybe(AES_SIZE)));
    Syntax refused = sequence(REFUSED, maybe(Syntax.repeated(name("rest", "transform"))));
    return List.of(
        Command.<ConfigBuilder>of(
                Terms.CRYPTO,
                Terms.IPSEC,
                word("transform-set", "Define transform and settings"),
                name,
                oneOf(
                    sequence(cipher, maybe(HMAC), maybe(refused)),
                    sequence(HMAC, maybe(cipher), maybe(refused)),
                    refused))
            .identifiedBy(name.name())
            .undoAfter(4)
            .unset((b, a) -> {
              b.transformSets.remove(a.get(name));
              return b;
            })
            .section(
                new Command.Section<>(
                    MODE,
                    (b, a) -> {
                      boolean tunnel =
                          Optional.ofNullable(b.transformSets.get(a.get(name)))
                              .map(old -> old.transform().tunnel())
                              .orElse(true);
                      return new TransformSet(a.get(name), read(a, tunnel));
                    },
                    (b, set) -> {
                      b.transformSets.put(set.name(), set);
                      return b;
                    },
                    b ->
                        b.transformSets.values().stream()
                            .map(set -> new Command.Body<>(write(name, set), set))
                            .toList())));
  }

  private static EspTransform read(Arguments a, boolean tunnel) throws Refusal {
    if (a.find(REFUSED).isPresent()) {
      throw new Refusal(
          REFUSED.name(), a.get(REFUSED) + " is not supported: ESP in CBC mode with an HMAC is.");
    }
    Optional<HashAlgorithm> hmac = a.find(HMAC);
    Optional<EncryptionAlgorithm> cipher =
        a.has(AES)
            ? a.find(AES_SIZE).orElse(of(EncryptionAlgorithm.AES_CBC_128))
            : a.find(CIPHER).orElse(Optional.empty());
    if (cipher.isEmpty() && hmac.isEmpty()) {
      throw new Refusal(CIPHER.name(), "A transform set needs a cipher or an HMAC.");
    }
    return new EspTransform(cipher, hmac, tunnel);
  }

  private static Arguments write(Syntax.Argument<String> name, TransformSet set) {
    Arguments arguments = Arguments.of(name, set.name());
    Optional<EncryptionAlgorithm> cipher = set.transform().encryption();
    switch (cipher.orElse(EncryptionAlgorithm.DES_CBC)) {
      case DES_CBC, TRIPLE_DES_CBC -> arguments.and(CIPHER, cipher);
      case AES_CBC_128 -> arguments.and(AES);
      case AES_CBC_192, AES_CBC_256 -> arguments.and(AES).and(AES_SIZE, cipher);
    }
    set.transform().authentication().ifPresent(hmac -> arguments.and(HMAC, hmac));
    return arguments;
  }

  private static Command<TransformSet> mode() {
    Syntax.Choice<Boolean> tunnel =
        choice(
            item("tunnel", "tunnel", true, "tunnel (datagram encapsulation) mode"),
            item("tunnel", "transport", false, "transport (payload encapsulation) mode"));
    return Command.<TransformSet>of(
            word("mode", "encapsulation mode (transport/tunnel)"),
            tunnel,
            maybe(word("require", "Require this mode")))
        .set((set, a) -> withMode(set, a.get(tunnel)))
        .unset((set, _) -> withMode(set, true))
        .shows(set -> set.transform().tunnel() ? List.of() : List.of(Arguments.of(tunnel, false)));
  }

  private static TransformSet withMode(TransformSet set, boolean tunnel) {
    EspTransform transform = set.transform();
    return new TransformSet(
        set.name(), new EspTransform(transform.encryption(), transform.authentication(), tunnel));
  }
}
