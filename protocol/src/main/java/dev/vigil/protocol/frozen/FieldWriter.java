package dev.vigil.protocol.frozen;

import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.wire.Octets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes tagged fields. A field is a key, {@code tag << 2 | kind} as a variable-length number, and
 * its content: of kind 0 a variable-length number (seven bits a byte, least significant first, the
 * top bit set on all but the last), of kind 1 eight bytes, most significant first, of kind 2 a
 * length and as many bytes. What is zero or empty is not written.
 */
public final class FieldWriter {
  static final int NUMBER = 0;
  static final int EIGHT = 1;
  static final int BYTES = 2;
  static final int KIND_BITS = 2;

  private byte[] bytes = new byte[128];
  private int length;

  /** A number that is not negative; 0 is not written. */
  public FieldWriter number(int tag, long value) {
    if (value != 0) {
      key(tag, NUMBER);
      varint(value);
    }
    return this;
  }

  /** As {@link #number}, short also for numbers just below zero. */
  public FieldWriter signed(int tag, long value) {
    return number(tag, value << 1 ^ value >> 63);
  }

  public FieldWriter flag(int tag, boolean value) {
    return number(tag, value ? 1 : 0);
  }

  /** Eight bytes that are as good as random: a cookie. */
  public FieldWriter eight(int tag, long value) {
    if (value != 0) {
      key(tag, EIGHT);
      require(Long.BYTES);
      for (int shift = 56; shift >= 0; shift -= 8) {
        bytes[length++] = (byte) (value >>> shift);
      }
    }
    return this;
  }

  public FieldWriter instant(int tag, Instant value) {
    return signed(tag, value.toEpochMilli());
  }

  public FieldWriter instant(int tag, Optional<Instant> value) {
    value.ifPresent(at -> instant(tag, at));
    return this;
  }

  public FieldWriter duration(int tag, Duration value) {
    return number(tag, value.toMillis());
  }

  public FieldWriter text(int tag, String value) {
    return bytes(tag, value.getBytes(StandardCharsets.UTF_8));
  }

  public FieldWriter octets(int tag, Octets value) {
    return bytes(tag, value.reveal());
  }

  public FieldWriter secret(int tag, Secret value) {
    return bytes(tag, value.reveal());
  }

  /** Fields within a field; written also when there are none. */
  public FieldWriter nested(int tag, Consumer<FieldWriter> content) {
    FieldWriter inner = new FieldWriter();
    content.accept(inner);
    key(tag, BYTES);
    varint(inner.length);
    append(inner.bytes, inner.length);
    return this;
  }

  /** The same where there is a value. */
  public <T> FieldWriter nested(int tag, Optional<T> value, Freezer<T> freezer) {
    value.ifPresent(it -> nested(tag, inner -> freezer.freeze(it, inner)));
    return this;
  }

  /** One field for each of them, with the same tag. */
  public <T> FieldWriter each(int tag, Iterable<T> values, Freezer<T> freezer) {
    for (T value : values) {
      nested(tag, inner -> freezer.freeze(value, inner));
    }
    return this;
  }

  /** Writes a value's fields. */
  @FunctionalInterface
  public interface Freezer<T> {
    void freeze(T value, FieldWriter fields);
  }

  /** A record of that version. */
  public static Octets record(int version, Consumer<FieldWriter> content) {
    FieldWriter fields = new FieldWriter();
    fields.bytes[fields.length++] = (byte) version;
    content.accept(fields);
    return Octets.wrap(Arrays.copyOf(fields.bytes, fields.length));
  }

  private FieldWriter bytes(int tag, byte[] value) {
    if (value.length > 0) {
      key(tag, BYTES);
      varint(value.length);
      append(value, value.length);
    }
    return this;
  }

  private void key(int tag, int kind) {
    varint((long) tag << KIND_BITS | kind);
  }

  private void varint(long value) {
    require(10);
    long left = value;
    while ((left & ~0x7fL) != 0) {
      bytes[length++] = (byte) (left & 0x7f | 0x80);
      left >>>= 7;
    }
    bytes[length++] = (byte) left;
  }

  private void append(byte[] more, int count) {
    require(count);
    System.arraycopy(more, 0, bytes, length, count);
    length += count;
  }

  private void require(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
