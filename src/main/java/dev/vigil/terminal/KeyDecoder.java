package dev.vigil.terminal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Makes keys of the bytes that a terminal sends: UTF-8, the router's control keys, arrows. */
final class KeyDecoder {
  private static final char ESCAPE = 0x1b;
  private static final int LONGEST_SEQUENCE = 16;
  private static final int LONGEST_CHARACTER = 4;

  private final CharsetDecoder utf8 =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final ByteBuffer rest = ByteBuffer.allocate(LONGEST_CHARACTER);
  private final StringBuilder sequence = new StringBuilder();
  private boolean afterReturn;
  private boolean literal;

  /** The keys of these bytes; what is incomplete waits for the next ones. */
  List<Key> decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.allocate(rest.position() + bytes.length);
    in.put(rest.flip()).put(bytes).flip();
    rest.clear();
    CharBuffer characters = CharBuffer.allocate(in.remaining() + 1);
    utf8.reset().decode(in, characters, false);
    rest.put(in);
    List<Key> keys = new ArrayList<>();
    characters.flip().chars().forEach(c -> key((char) c, keys));
    return keys;
  }

  private void key(char c, List<Key> keys) {
    if (literal) {
      literal = false;
      keys.add(new Key.Literal(c));
    } else if (!sequence.isEmpty()) {
      escaped(c, keys);
    } else if (c == ESCAPE) {
      sequence.append(c);
    } else if (c == '\n' && afterReturn) {
      afterReturn = false;
    } else {
      afterReturn = c == '\r';
      Key key = single(c);
      literal = key == Key.Control.LITERAL;
      keys.add(key);
    }
  }

  private static Key single(char c) {
    return switch (c) {
      case '\r', '\n' -> Key.Control.ENTER;
      case '\t' -> Key.Control.TAB;
      case 0x7f, '\b' -> Key.Control.BACKSPACE;
      case 1 -> Key.Control.HOME;
      case 2 -> Key.Control.LEFT;
      case 3 -> Key.Control.INTERRUPT;
      case 4 -> Key.Control.DELETE_OR_LEAVE;
      case 5 -> Key.Control.END;
      case 6 -> Key.Control.RIGHT;
      case 11 -> Key.Control.ERASE_TO_END;
      case 12, 18 -> Key.Control.REDRAW;
      case 14 -> Key.Control.NEXT;
      case 16 -> Key.Control.PREVIOUS;
      case 20 -> Key.Control.SWAP;
      case 21, 24 -> Key.Control.ERASE_LINE;
      case 22 -> Key.Control.LITERAL;
      case 23 -> Key.Control.ERASE_WORD;
      case 25 -> Key.Control.YANK;
      case 26 -> Key.Control.END_MODE;
      default -> c < ' ' ? Key.Control.NOTHING : new Key.Printable(c);
    };
  }

  /** ECMA-48: ESC [ parameters, then a final character from @ on; ESC O and one character. */
  private void escaped(char c, List<Key> keys) {
    sequence.append(c);
    boolean control = sequence.charAt(1) == '[' || sequence.charAt(1) == 'O';
    boolean opens = sequence.length() == 2 && control;
    boolean ended = !opens && (!control || c >= '@');
    if (ended || sequence.length() > LONGEST_SEQUENCE) {
      keys.add(meaning(sequence.substring(1)));
      sequence.setLength(0);
    }
  }

  private static Key meaning(String sequence) {
    return switch (sequence) {
      case "[A", "OA" -> Key.Control.PREVIOUS;
      case "[B", "OB" -> Key.Control.NEXT;
      case "[C", "OC" -> Key.Control.RIGHT;
      case "[D", "OD" -> Key.Control.LEFT;
      case "[H", "OH", "[1~", "[7~" -> Key.Control.HOME;
      case "[F", "OF", "[4~", "[8~" -> Key.Control.END;
      case "[3~" -> Key.Control.DELETE;
      case "b", "B", "[1;5D" -> Key.Control.WORD_LEFT;
      case "f", "F", "[1;5C" -> Key.Control.WORD_RIGHT;
      case "d", "D" -> Key.Control.ERASE_WORD_AFTER;
      case "\u007f", "\b" -> Key.Control.ERASE_WORD;
      default -> Key.Control.NOTHING;
    };
  }
}
