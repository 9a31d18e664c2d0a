package dev.vigil.protocol.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable run of bytes with value equality. Not for secrets: its text form is plain hex (keys
 * and passwords are {@code dev.vigil.protocol.crypto.Secret}).
 */
public final class Octets {
  public static final Octets EMPTY = new Octets(new byte[0]);
  private static final HexFormat HEX = HexFormat.of();

  private final byte[] bytes;

  private Octets(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of {@code bytes}. */
  public static Octets of(byte... bytes) {
    return bytes.length == 0 ? EMPTY : new Octets(bytes.clone());
  }

  /** A copy of {@code length} bytes from {@code offset}. */
  public static Octets of(byte[] bytes, int offset, int length) {
    return length == 0 ? EMPTY : new Octets(Arrays.copyOfRange(bytes, offset, offset + length));
  }

  /**
   * Takes over {@code bytes} without a copy; the caller hands it over and must not write to it any
   * more.
   */
  public static Octets wrap(byte[] bytes) {
    return new Octets(bytes);
  }

  /** Eight bytes, most significant first. */
  public static Octets ofLong(long value) {
    return new Octets(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  /** Four bytes, most significant first. */
  public static Octets ofInt(int value) {
    return new Octets(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
  }

  /**
   * @throws IllegalArgumentException if {@code hex} is not an even number of hex digits
   */
  public static Octets ofHex(String hex) {
    return new Octets(HEX.parseHex(hex));
  }

  public int length() {
    return bytes.length;
  }

  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /** The byte at {@code index}, 0 to 255. */
  public int at(int index) {
    return bytes[index] & 0xff;
  }

  /** Four bytes from {@code offset}, most significant first. */
  public int intAt(int offset) {
    return ByteBuffer.wrap(bytes).getInt(offset);
  }

  /** Eight bytes from {@code offset}, most significant first. */
  public long longAt(int offset) {
    return ByteBuffer.wrap(bytes).getLong(offset);
  }

  public Octets slice(int offset, int length) {
    return of(bytes, offset, length);
  }

  /** The last {@code length} bytes. */
  public Octets tail(int length) {
    return of(bytes, bytes.length - length, length);
  }

  public Octets plus(Octets more) {
    byte[] joined = Arrays.copyOf(bytes, bytes.length + more.bytes.length);
    System.arraycopy(more.bytes, 0, joined, bytes.length, more.bytes.length);
    return new Octets(joined);
  }

  /** A copy that the caller may write to. */
  public byte[] toArray() {
    return bytes.clone();
  }

  /**
   * The bytes themselves, not a copy, for primitives that take an array and only read it, such as a
   * cipher. Whoever wrote to them would change a value that others hold for immutable.
   */
  public byte[] reveal() {
    return bytes;
  }

  /** A read-only view, without a copy. */
  public ByteBuffer asBuffer() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  public void copyTo(byte[] target, int at) {
    System.arraycopy(bytes, 0, target, at, bytes.length);
  }

  public void writeTo(ByteBuffer target) {
    target.put(bytes);
  }

  public String toHex() {
    return HEX.formatHex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Octets that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return toHex();
  }
}
