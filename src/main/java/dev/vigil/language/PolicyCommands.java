package dev.vigil.language;

import static dev.vigil.language.Syntax.choice;
import static dev.vigil.language.Syntax.item;
import static dev.vigil.language.Syntax.maybe;
import static dev.vigil.language.Syntax.oneOf;
import static dev.vigil.language.Syntax.sequence;
import static dev.vigil.language.Syntax.word;

import dev.vigil.protocol.config.Authentication;
import dev.vigil.protocol.config.IkePolicy;
import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import java.time.Duration;
import java.util.List;

/** The lines of an ISAKMP policy. */
final class PolicyCommands {
  static final Mode<IkePolicy> MODE =
      Mode.of(
          "config-isakmp",
          false,
          List.of(encryption(), hash(), authentication(), group(), lifetime()));

  private static final IkePolicy DEFAULTS = IkePolicy.defaults(1);

  private PolicyCommands() {}

  private static Command<IkePolicy> encryption() {
    Syntax.Choice<EncryptionAlgorithm> des =
        choice(
            item(
                "cipher",
                "des",
                EncryptionAlgorithm.DES_CBC,
                "DES - Data Encryption Standard (56 bit keys)."),
            item("cipher", "3des", EncryptionAlgorithm.TRIPLE_DES_CBC, "Three key triple DES"));
    Syntax.Choice<EncryptionAlgorithm> size =
        choice(
            item("size", "128", EncryptionAlgorithm.AES_CBC_128, "128 bit keys."),
            item("size", "192", EncryptionAlgorithm.AES_CBC_192, "192 bit keys."),
            item("size", "256", EncryptionAlgorithm.AES_CBC_256, "256 bit keys."));
    Syntax.Keyword aes = word("aes", "AES - Advanced Encryption Standard.");
    return Command.<IkePolicy>of(
            word("encryption", "encr", "Set encryption algorithm for protection suite"),
            oneOf(des, sequence(aes, maybe(size))))
        .set((p, a) ->
            p.withEncryption(
                a.find(des).or(() -> a.find(size)).orElse(EncryptionAlgorithm.AES_CBC_128)))
        .unset((p, _) -> p.withEncryption(DEFAULTS.encryption()))
        .shows(p ->
            switch (p.encryption()) {
              case DES_CBC -> List.of();
              case TRIPLE_DES_CBC -> List.of(Arguments.of(des, p.encryption()));
              case AES_CBC_128 -> List.of(Arguments.of(aes));
              case AES_CBC_192, AES_CBC_256 -> List.of(Arguments.of(aes).and(size, p.encryption()));
            });
  }

  private static Command<IkePolicy> hash() {
    Syntax.Choice<HashAlgorithm> hash =
        choice(
            item("hash", "md5", HashAlgorithm.MD5, "Message Digest 5"),
            item("hash", "sha", HashAlgorithm.SHA1, "Secure Hash Standard"),
            item("hash", "sha256", HashAlgorithm.SHA256, "Secure Hash Standard 2 (256 bit)"),
            item("hash", "sha384", HashAlgorithm.SHA384, "Secure Hash Standard 2 (384 bit)"),
            item("hash", "sha512", HashAlgorithm.SHA512, "Secure Hash Standard 2 (512 bit)"));
    return Command.<IkePolicy>of(word("hash", "Set hash algorithm for protection suite"), hash)
        .set((p, a) -> p.withHash(a.get(hash)))
        .unset((p, _) -> p.withHash(DEFAULTS.hash()))
        .shows(
            p -> p.hash() == DEFAULTS.hash() ? List.of() : List.of(Arguments.of(hash, p.hash())));
  }

  private static Command<IkePolicy> authentication() {
    Syntax.Choice<Authentication> method =
        choice(
            item("method", "pre-share", Authentication.PRE_SHARE, "Pre-Shared Key"),
            item("method", "rsa-encr", Authentication.RSA_ENCR, "Rivest-Shamir-Adleman Encryption"),
            item("method", "rsa-sig", Authentication.RSA_SIG, "Rivest-Shamir-Adleman Signature"));
    return Command.<IkePolicy>of(
            word("authentication", "Set authentication method for protection suite"), method)
        .set((p, a) -> p.withAuthentication(a.get(method)))
        .unset((p, _) -> p.withAuthentication(DEFAULTS.authentication()))
        .shows(p ->
            p.authentication() == DEFAULTS.authentication()
                ? List.of()
                : List.of(Arguments.of(method, p.authentication())));
  }

  private static Command<IkePolicy> group() {
    Syntax.Choice<DhGroup> group = Terms.groups("group", "");
    return Command.<IkePolicy>of(word("group", "Set the Diffie-Hellman group"), group)
        .set((p, a) -> p.withGroup(a.get(group)))
        .unset((p, _) -> p.withGroup(DEFAULTS.group()))
        .shows(p ->
            p.group() == DEFAULTS.group() ? List.of() : List.of(Arguments.of(group, p.group())));
  }

  private static Command<IkePolicy> lifetime() {
    Syntax.Argument<Integer> seconds = Terms.seconds(60, 86_400, "lifetime in seconds");
    return Command.<IkePolicy>of(
            word("lifetime", "Set lifetime for ISAKMP security association"), seconds)
        .set((p, a) -> p.withLifetime(Duration.ofSeconds(a.get(seconds))))
        .unset((p, _) -> p.withLifetime(IkePolicy.DEFAULT_LIFETIME))
        .shows(p ->
            p.lifetime().equals(IkePolicy.DEFAULT_LIFETIME)
                ? List.of()
                : List.of(Arguments.of(seconds, (int) p.lifetime().toSeconds())));
  }
}
