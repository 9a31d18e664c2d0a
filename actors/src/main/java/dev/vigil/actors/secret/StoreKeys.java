package dev.vigil.actors.secret;

import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.settings.InvalidSettings;
import dev.vigil.settings.StoreKeySource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Gets the keys that snapshots at rest are encrypted with: the first writes, all of them read. */
public final class StoreKeys {
  private static final int BYTES = 32;
  private static final Pattern FORM = Pattern.compile("[0-9a-fA-F]{64}");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private StoreKeys() {}

  /**
   * @param environment a variable's value by its name; what is absent is the empty string
   * @return one or more
   * @throws InvalidSettings with one sentence that never shows what the source holds
   */
  public static List<Secret> from(
      StoreKeySource source, Entropy entropy, UnaryOperator<String> environment)
      throws InvalidSettings {
    return switch (source) {
      case StoreKeySource.EnvironmentVariable(String name) ->
          parse(environment.apply(name), "The environment variable " + name);
      case StoreKeySource.KeyFile(Path file) -> parse(readOrMake(file, entropy), file.toString());
    };
  }

  private static String readOrMake(Path file, Entropy entropy) throws InvalidSettings {
    try {
      return Files.readString(file, StandardCharsets.US_ASCII);
    } catch (NoSuchFileException absent) {
      String text = HexFormat.of().formatHex(entropy.bytes(BYTES));
      try {
        PrivateFile.create(file, text + "\n");
        return text;
      } catch (IOException failure) {
        throw invalid("%s (vigil.store.key.file) cannot be made.".formatted(file));
      }
    } catch (IOException failure) {
      throw invalid("%s (vigil.store.key.file) cannot be read.".formatted(file));
    }
  }

  private static List<Secret> parse(String text, String source) throws InvalidSettings {
    List<String> words = Arrays.stream(BLANKS.split(text)).filter(w -> !w.isEmpty()).toList();
    if (words.isEmpty() || !words.stream().allMatch(word -> FORM.matcher(word).matches())) {
      throw invalid(
          "%s does not hold store keys; allowed are exactly 64 hex digits for each."
              .formatted(source));
    }
    return words.stream().map(word -> Secret.wrap(HexFormat.of().parseHex(word))).toList();
  }

  private static InvalidSettings invalid(String sentence) {
    return new InvalidSettings(List.of(sentence));
  }
}
