package dev.vigil.protocol.wire;

/** What became of an attempt to read bytes from the network: never an exception. */
public sealed interface Decoding<T> {
  record Decoded<T>(T value) implements Decoding<T> {}

  /**
   * @param reason one short English clause that names what is wrong
   * @param offset in bytes from the start of what was decoded
   */
  record Malformed<T>(String reason, int offset) implements Decoding<T> {}
}
