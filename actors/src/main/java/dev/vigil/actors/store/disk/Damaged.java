package dev.vigil.actors.store.disk;

/**
 * What is kept cannot be read: it was changed, cut off, or encrypted with a key that is not here.
 */
public final class Damaged extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param what one sentence that names the record or the key's id, and never shows a key
   */
  public Damaged(String what) {
    super(what);
  }
}
