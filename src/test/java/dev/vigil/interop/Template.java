package dev.vigil.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A resource beside the tests with {@code {{name}}} where a value goes. */
final class Template {
  private Template() {}

  /** Writes the resource {@code interop/name}, filled with {@code values}, to {@code target}. */
  static void write(String name, Map<String, String> values, Path target) {
    try {
      Files.writeString(target, fill(name, values));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The resource {@code interop/name} filled with {@code values}; a left-over name is an error. */
  static String fill(String name, Map<String, String> values) {
    try (InputStream stream = Template.class.getResourceAsStream("/interop/" + name)) {
      if (stream == null) {
        throw new IllegalArgumentException("no resource interop/" + name);
      }
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      for (Map.Entry<String, String> value : values.entrySet()) {
        text = text.replace("{{" + value.getKey() + "}}", value.getValue());
      }
      if (text.contains("{{")) {
        throw new IllegalArgumentException("interop/" + name + " has unfilled places:\n" + text);
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
