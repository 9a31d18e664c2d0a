package dev.vigil.terminal;

import java.util.List;

/** What a line's author may ask while it is being written. */
public interface Assistant {
  /** Knows nothing. */
  Assistant NONE =
      new Assistant() {
        @Override
        public String help(String line) {
          return "";
        }

        @Override
        public List<String> complete(String line) {
          return List.of();
        }

        @Override
        public boolean takesAnyWord(String line) {
          return true;
        }
      };

  /** What may come next after {@code line}, as text with line feeds. */
  String help(String line);

  /** The whole words that the line's last word may be the beginning of. */
  List<String> complete(String line);

  /** Whether the line's last word may be something else than a word of the language. */
  boolean takesAnyWord(String line);
}
