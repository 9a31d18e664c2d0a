package dev.vigil.interop;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads what {@code swanctl --raw} prints: {@code key=value}, {@code key=[a b]}, {@code key {…}}.
 */
final class ViciText {
  private final String text;
  private int at;

  private ViciText(String text) {
    this.text = text;
  }

  /**
   * The values of one message, flat: a section's keys are joined with dots, such as {@code
   * vigil.child-sas.net-1.state}; a list is its text between the brackets.
   */
  static Map<String, String> parse(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    new ViciText(text).section("", values);
    return values;
  }

  private void section(String prefix, Map<String, String> values) {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '}') {
        at++;
        return;
      }
      if (c == ' ' || c == '{' || c == '\n') {
        at++;
        continue;
      }
      String key = word("={ ");
      if (at < text.length() && text.charAt(at) == '=') {
        at++;
        values.put(prefix + key, value());
      } else if (at + 1 < text.length() && text.charAt(at + 1) == '{') {
        at += 2;
        section(prefix + key + ".", values);
      }
    }
  }

  private String value() {
    if (at < text.length() && text.charAt(at) == '[') {
      int end = text.indexOf(']', at);
      String list = text.substring(at + 1, end);
      at = end + 1;
      return list;
    }
    return word(" }\n");
  }

  private String word(String ends) {
    int start = at;
    while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at);
  }
}
