package dev.vigil.terminal;

/** A key that was pressed. */
sealed interface Key {
  /** A printable character. */
  record Printable(char character) implements Key {}

  /** A character after Ctrl-V, which means nothing but itself. */
  record Literal(char character) implements Key {}

  /** A key that does something, by its name or by what it does. */
  enum Control implements Key {
    ENTER,
    TAB,
    BACKSPACE,
    DELETE,
    LEFT,
    RIGHT,
    WORD_LEFT,
    WORD_RIGHT,
    HOME,
    END,
    PREVIOUS,
    NEXT,
    ERASE_LINE,
    ERASE_TO_END,
    ERASE_WORD,
    ERASE_WORD_AFTER,
    YANK,
    SWAP,
    REDRAW,
    LITERAL,
    /** Ctrl-C. */
    INTERRUPT,
    /** Ctrl-D: deletes, or leaves where the line is empty. */
    DELETE_OR_LEAVE,
    /** Ctrl-Z. */
    END_MODE,
    /** No key: the rest of an escape sequence that we do not know. */
    NOTHING
  }
}
