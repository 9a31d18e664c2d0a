package dev.vigil.decode;

import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.wire.Cookie;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Phase-1 cipher keys by initiator cookie, from lines as Wireshark's {@code ikev1_decryption_table}
 * has them and {@code vigil run --key-log} writes them: {@code cookie,key}, hex, with or without
 * quotes. Empty lines and those that start with # are passed over.
 */
final class DecryptionKeys {
  static final DecryptionKeys NONE = new DecryptionKeys(Map.of());
  private static final Pattern LINE =
      Pattern.compile("\"?([0-9a-fA-F]{16})\"?\\s*,\\s*\"?((?:[0-9a-fA-F]{2}){8,64})\"?");

  private final Map<Cookie, Secret> keys;

  private DecryptionKeys(Map<Cookie, Secret> keys) {
    this.keys = Map.copyOf(keys);
  }

  static DecryptionKeys read(Path file) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new CaptureException(file + ": cannot be read.");
    }
    Map<Cookie, Secret> keys = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        // The line itself may hold a key: only its number is told.
        throw new CaptureException(
            "%s:%d: not a line of the form cookie,key in hex.".formatted(file, i + 1));
      }
      keys.put(
          new Cookie(Long.parseUnsignedLong(matcher.group(1), 16)),
          Secret.wrap(HexFormat.of().parseHex(matcher.group(2))));
    }
    return new DecryptionKeys(keys);
  }

  Optional<Secret> of(Cookie initiator) {
    return Optional.ofNullable(keys.get(initiator));
  }
}
