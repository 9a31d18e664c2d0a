package dev.vigil.terminal;

/** A line that is being written, and where in it the next character goes. Draws nothing. */
final class LineBuffer {
  private final StringBuilder text = new StringBuilder();
  private int cursor;
  private String erased = "";

  String text() {
    return text.toString();
  }

  int cursor() {
    return cursor;
  }

  int length() {
    return text.length();
  }

  String upToCursor() {
    return text.substring(0, cursor);
  }

  void clear() {
    set("");
  }

  void set(String line) {
    text.setLength(0);
    text.append(line);
    cursor = line.length();
  }

  void insert(String what) {
    text.insert(cursor, what);
    cursor += what.length();
  }

  void left() {
    cursor = Math.max(0, cursor - 1);
  }

  void right() {
    cursor = Math.min(text.length(), cursor + 1);
  }

  void home() {
    cursor = 0;
  }

  void end() {
    cursor = text.length();
  }

  void backspace() {
    if (cursor > 0) {
      text.deleteCharAt(--cursor);
    }
  }

  void delete() {
    if (cursor < text.length()) {
      text.deleteCharAt(cursor);
    }
  }

  void wordLeft() {
    cursor = wordStart();
  }

  void wordRight() {
    cursor = wordEnd();
  }

  void eraseLine() {
    erase(0, text.length());
  }

  void eraseToEnd() {
    erase(cursor, text.length());
  }

  void eraseWord() {
    erase(wordStart(), cursor);
  }

  void eraseWordAfter() {
    erase(cursor, wordEnd());
  }

  private void erase(int from, int to) {
    if (from < to) {
      erased = text.substring(from, to);
      text.delete(from, to);
    }
    cursor = from;
  }

  /** Puts back what was erased last. */
  void yank() {
    insert(erased);
  }

  /** Exchanges the two characters before the cursor. */
  void swap() {
    if (cursor >= 2) {
      char last = text.charAt(cursor - 1);
      text.setCharAt(cursor - 1, text.charAt(cursor - 2));
      text.setCharAt(cursor - 2, last);
    }
  }

  private int wordStart() {
    int at = cursor;
    while (at > 0 && text.charAt(at - 1) == ' ') {
      at--;
    }
    while (at > 0 && text.charAt(at - 1) != ' ') {
      at--;
    }
    return at;
  }

  private int wordEnd() {
    int at = cursor;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    while (at < text.length() && text.charAt(at) != ' ') {
      at++;
    }
    return at;
  }
}
