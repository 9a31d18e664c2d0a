package dev.vigil.protocol.cookie;

/** What a cookie says about where it belongs. */
public sealed interface CookieRoute {
  /**
   * Ours by its check bits: it serves the peer of this tag. That is no proof of anything, and it
   * may name an SA that is long gone: it never creates state.
   *
   * @param epoch number of the key that it was made under
   */
  record Routed(PeerTag tag, long epoch) implements CookieRoute {}

  /** Not made by this cluster, or too old. */
  record Foreign() implements CookieRoute {
    static final Foreign FOREIGN = new Foreign();
  }
}
