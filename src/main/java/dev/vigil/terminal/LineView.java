package dev.vigil.terminal;

/**
 * A line on the screen behind its prompt. Changes are drawn with printable characters and
 * backspaces only. A line that is wider than the screen shows a part of itself; a dollar sign marks
 * where it goes on, as on the router.
 */
final class LineView {
  private static final int NARROWEST = 10;

  private final StringBuilder out;
  private String prompt = "";
  private int room;
  private String shown = "";
  private int at;
  private int left;

  /**
   * @param out takes what is drawn
   */
  LineView(StringBuilder out) {
    this.out = out;
  }

  /**
   * Begins with a prompt at the left margin, and nothing behind it.
   *
   * @param width of the screen in columns, 0 for as wide as need be
   */
  void open(String newPrompt, int width) {
    prompt = newPrompt;
    room = width == 0 ? Integer.MAX_VALUE / 2 : Math.max(NARROWEST, width - prompt.length() - 1);
    shown = "";
    at = 0;
    left = 0;
    out.append(prompt);
  }

  /** Makes the screen show this. */
  void show(LineBuffer line) {
    scroll(line);
    String next = visible(line.text());
    int same = 0;
    int both = Math.min(next.length(), shown.length());
    while (same < both && next.charAt(same) == shown.charAt(same)) {
      same++;
    }
    boolean changed = same < next.length() || same < shown.length();
    String before = shown;
    shown = next;
    if (changed) {
      moveTo(same);
      out.append(next, same, next.length());
      at = next.length();
      int over = before.length() - next.length();
      if (over > 0) {
        out.repeat(' ', over).repeat('\b', over);
      }
    }
    moveTo(line.cursor() - left);
  }

  private void scroll(LineBuffer line) {
    if (line.length() < room) {
      left = 0;
    } else if (line.cursor() <= left && left > 0 || line.cursor() >= left + room) {
      left = Math.max(0, line.cursor() - room / 2);
    }
  }

  private String visible(String text) {
    int end = Math.min(text.length(), left + room);
    StringBuilder part = new StringBuilder(text.substring(Math.min(left, end), end));
    if (left > 0 && !part.isEmpty()) {
      part.setCharAt(0, '$');
    }
    if (end < text.length()) {
      part.setCharAt(part.length() - 1, '$');
    }
    for (int i = 0; i < part.length(); i++) {
      if (Character.isISOControl(part.charAt(i))) {
        part.setCharAt(i, '.');
      }
    }
    return part.toString();
  }

  private void moveTo(int column) {
    if (column < at) {
      out.repeat('\b', at - column);
    } else {
      out.append(shown, at, column);
    }
    at = column;
  }

  /** Takes prompt and line off the screen; the cursor is at the left margin then. */
  void erase() {
    int width = prompt.length() + shown.length();
    out.append('\r').repeat(' ', width).append('\r');
  }
}
