package dev.vigil.terminal;

/** Work that waits until nothing is typed or pasted for a moment. */
public interface Pause {
  /** Nothing waits. */
  Pause NONE =
      new Pause() {
        @Override
        public boolean isWanted() {
          return false;
        }

        @Override
        public String take() {
          return "";
        }
      };

  /** Whether there is such work. */
  boolean isWanted();

  /** Does it; returns what is to be said of it, with line feeds. */
  String take();
}
