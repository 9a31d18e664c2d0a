package dev.vigil.protocol.crypto;

import dev.vigil.protocol.wire.Octets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Bytes that no log, exception or text form may show: keys, pre-shared keys, passwords. */
public final class Secret {
  private final byte[] bytes;

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of {@code bytes}. */
  public static Secret of(byte[] bytes) {
    return new Secret(bytes.clone());
  }

  /** Takes over {@code bytes} without a copy. */
  public static Secret wrap(byte[] bytes) {
    return new Secret(bytes);
  }

  /** The text's bytes in UTF-8. */
  public static Secret ofText(String text) {
    return new Secret(text.getBytes(StandardCharsets.UTF_8));
  }

  public int length() {
    return bytes.length;
  }

  /**
   * The bytes themselves, not a copy, for the primitives of the crypto package and the serializer:
   * never written to, never shown.
   */
  public byte[] reveal() {
    return bytes;
  }

  /** The first {@code length} bytes as a secret of their own. */
  public Secret prefix(int length) {
    byte[] head = new byte[length];
    System.arraycopy(bytes, 0, head, 0, length);
    return new Secret(head);
  }

  /** For the key log that an operator asked for, and for nothing else. */
  public String toHexForKeyLog() {
    return Octets.of(bytes).toHex();
  }

  /** Compares in constant time. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && MessageDigest.isEqual(bytes, that.bytes);
  }

  /** The same for all secrets of one length: a hash of the bytes would tell of them. */
  @Override
  public int hashCode() {
    return bytes.length;
  }

  @Override
  public String toString() {
    return "<secret>";
  }
}
