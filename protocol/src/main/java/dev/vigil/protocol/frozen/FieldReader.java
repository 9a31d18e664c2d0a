package dev.vigil.protocol.frozen;

import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.wire.Decoding;
import dev.vigil.protocol.wire.Octets;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Reads what {@link FieldWriter} wrote. A field that comes several times where one is wanted counts
 * as it came last.
 */
public final class FieldReader {
  private record Field(int tag, int kind, long number, int at, int length) {}

  private final byte[] bytes;
  private final List<Field> fields = new ArrayList<>();

  private FieldReader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    Cursor cursor = new Cursor(bytes, start, end);
    while (!cursor.atEnd()) {
      fields.add(field(cursor));
    }
  }

  /** Bytes that are no record; carries no stack trace, since it is no fault of ours. */
  private static final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String reason;
    private final int offset;

    Fault(String reason, int offset) {
      super(reason, null, false, false);
      this.reason = reason;
      this.offset = offset;
    }
  }

  /**
   * A value from a record. Never throws, whatever the bytes are.
   *
   * @param newest versions above it may hold what cannot be passed over
   */
  public static <T> Decoding<T> record(Octets bytes, int newest, Function<FieldReader, T> thaw) {
    if (bytes.isEmpty() || bytes.at(0) == 0 || bytes.at(0) > newest) {
      String version = bytes.isEmpty() ? "none" : Integer.toString(bytes.at(0));
      return new Decoding.Malformed<>("version is " + version, 0);
    }
    try {
      return new Decoding.Decoded<>(thaw.apply(new FieldReader(bytes.reveal(), 1, bytes.length())));
    } catch (Fault fault) {
      return new Decoding.Malformed<>(fault.reason, fault.offset);
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException _) {
      // Of a value's own constructor. Its words may hold what no log should.
      return new Decoding.Malformed<>("a field has a value that it cannot have", 0);
    }
  }

  private static Field field(Cursor cursor) {
    long key = cursor.varint();
    int kind = (int) (key & (1 << FieldWriter.KIND_BITS) - 1);
    long tag = key >>> FieldWriter.KIND_BITS;
    if (tag == 0 || tag > Integer.MAX_VALUE) {
      throw new Fault("no such tag", cursor.at);
    }
    return switch (kind) {
      case FieldWriter.NUMBER -> new Field((int) tag, kind, cursor.varint(), cursor.at, 0);
      case FieldWriter.EIGHT -> new Field((int) tag, kind, cursor.eight(), cursor.at, 0);
      case FieldWriter.BYTES -> {
        int length = cursor.length();
        int at = cursor.skip(length);
        yield new Field((int) tag, kind, 0, at, length);
      }
      default -> throw new Fault("no such kind of field", cursor.at);
    };
  }

  private Optional<Field> last(int tag, int kind) {
    for (int i = fields.size() - 1; i >= 0; i--) {
      Field field = fields.get(i);
      if (field.tag == tag && field.kind == kind) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }

  public long number(int tag) {
    return last(tag, FieldWriter.NUMBER).map(Field::number).orElse(0L);
  }

  /** A number from 0 to {@code most}. */
  public int number(int tag, int most) {
    long value = number(tag);
    if (value < 0 || value > most) {
      throw malformed("field " + tag + " is out of range");
    }
    return (int) value;
  }

  public OptionalLong maybeNumber(int tag) {
    return last(tag, FieldWriter.NUMBER)
        .map(field -> OptionalLong.of(field.number()))
        .orElse(OptionalLong.empty());
  }

  public long signed(int tag) {
    return plain(number(tag));
  }

  private static long plain(long zigzag) {
    return zigzag >>> 1 ^ -(zigzag & 1);
  }

  public boolean flag(int tag) {
    return number(tag) != 0;
  }

  public long eight(int tag) {
    return last(tag, FieldWriter.EIGHT).map(Field::number).orElse(0L);
  }

  public Instant instant(int tag) {
    return Times.instant(signed(tag));
  }

  public Optional<Instant> maybeInstant(int tag) {
    return last(tag, FieldWriter.NUMBER).map(field -> Times.instant(plain(field.number())));
  }

  public Duration duration(int tag) {
    return Times.duration(number(tag));
  }

  public String text(int tag) {
    return last(tag, FieldWriter.BYTES)
        .map(f -> new String(bytes, f.at, f.length, StandardCharsets.UTF_8))
        .orElse("");
  }

  public Octets octets(int tag) {
    return last(tag, FieldWriter.BYTES)
        .map(f -> Octets.of(bytes, f.at, f.length))
        .orElse(Octets.EMPTY);
  }

  /** Bytes of just that length. */
  public Octets octets(int tag, int length) {
    Octets octets = octets(tag);
    if (octets.length() != length) {
      throw malformed("field " + tag + " has not " + length + " bytes");
    }
    return octets;
  }

  /** A key of just that length. */
  public Secret secret(int tag, int length) {
    return Secret.wrap(octets(tag, length).reveal());
  }

  /** Fields within a field. */
  public FieldReader nested(int tag) {
    return maybe(tag).orElseThrow(() -> malformed("field " + tag + " is missing"));
  }

  public Optional<FieldReader> maybe(int tag) {
    return last(tag, FieldWriter.BYTES).map(this::inside);
  }

  public <T> Optional<T> maybe(int tag, Function<FieldReader, T> thaw) {
    return maybe(tag).map(thaw);
  }

  /** All with that tag, in order. */
  public <T> List<T> each(int tag, Function<FieldReader, T> thaw) {
    List<T> values = new ArrayList<>();
    for (Field field : fields) {
      if (field.tag == tag && field.kind == FieldWriter.BYTES) {
        values.add(thaw.apply(inside(field)));
      }
    }
    return values;
  }

  private FieldReader inside(Field field) {
    return new FieldReader(bytes, field.at, field.at + field.length);
  }

  /** To be thrown by whoever finds that fields do not fit together. */
  public RuntimeException malformed(String reason) {
    return new Fault(reason, fields.isEmpty() ? 0 : fields.getFirst().at);
  }

  /** Walks over bytes and never leaves them. */
  private static final class Cursor {
    private final byte[] bytes;
    private final int end;
    private int at;

    Cursor(byte[] bytes, int start, int end) {
      this.bytes = bytes;
      this.at = start;
      this.end = end;
    }

    boolean atEnd() {
      return at >= end;
    }

    long varint() {
      long value = 0;
      for (int shift = 0; shift < Long.SIZE; shift += 7) {
        int next = bytes[skip(1)];
        value |= (next & 0x7fL) << shift;
        if (next >= 0) {
          return value;
        }
      }
      throw new Fault("a number does not end", at);
    }

    long eight() {
      int from = skip(Long.BYTES);
      long value = 0;
      for (int i = 0; i < Long.BYTES; i++) {
        value = value << 8 | bytes[from + i] & 0xff;
      }
      return value;
    }

    int length() {
      long length = varint();
      if (length < 0 || length > end - at) {
        throw new Fault("a field is longer than what holds it", at);
      }
      return (int) length;
    }

    int skip(int count) {
      if (count > end - at) {
        throw new Fault("ends within a field", at);
      }
      int from = at;
      at += count;
      return from;
    }
  }
}
