package dev.vigil.actors.secret;

import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.settings.CookieKeySource;
import dev.vigil.settings.CookieKeySource.EnvironmentVariable;
import dev.vigil.settings.CookieKeySource.Ephemeral;
import dev.vigil.settings.CookieKeySource.KeyFile;
import dev.vigil.settings.InvalidSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Gets the secret that all nodes of a cluster share and derive their cookies' keys from. */
public final class ClusterSecret {
  private static final int BYTES = 16;
  private static final Pattern FORM = Pattern.compile("[0-9a-fA-F]{32}");

  private final Entropy entropy;
  private final UnaryOperator<String> environment;

  /**
   * @param environment a variable's value by its name; what is absent is the empty string
   */
  public ClusterSecret(Entropy entropy, UnaryOperator<String> environment) {
    this.entropy = entropy;
    this.environment = environment;
  }

  /** With the environment of this process. */
  public static ClusterSecret ofProcess(Entropy entropy) {
    return new ClusterSecret(entropy, name -> System.getenv().getOrDefault(name, ""));
  }

  /**
   * @throws InvalidSettings with one sentence that says what is wrong with the source, never with
   *     its content
   */
  public Secret from(CookieKeySource source) throws InvalidSettings {
    return switch (source) {
      case Ephemeral() -> Secret.wrap(entropy.bytes(BYTES));
      case EnvironmentVariable(String name) ->
          parse(environment.apply(name), "The environment variable " + name);
      case KeyFile(Path file) -> parse(readOrMake(file), file.toString());
    };
  }

  private String readOrMake(Path file) throws InvalidSettings {
    try {
      return Files.readString(file, StandardCharsets.US_ASCII);
    } catch (NoSuchFileException absent) {
      return make(file);
    } catch (IOException failure) {
      throw invalid("%s (vigil.cookie-key.file) cannot be read.".formatted(file));
    }
  }

  private String make(Path file) throws InvalidSettings {
    String text = HexFormat.of().formatHex(entropy.bytes(BYTES));
    try {
      PrivateFile.create(file, text + "\n");
      return text;
    } catch (IOException failure) {
      throw invalid("%s (vigil.cookie-key.file) cannot be made.".formatted(file));
    }
  }

  private static Secret parse(String text, String source) throws InvalidSettings {
    String digits = text.strip();
    if (!FORM.matcher(digits).matches()) {
      throw invalid(
          "%s does not hold a cookie key; allowed are exactly 32 hex digits.".formatted(source));
    }
    return Secret.wrap(HexFormat.of().parseHex(digits));
  }

  private static InvalidSettings invalid(String sentence) {
    return new InvalidSettings(List.of(sentence));
  }
}
