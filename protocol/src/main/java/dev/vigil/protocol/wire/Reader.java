package dev.vigil.protocol.wire;

/**
 * The one place that takes bytes from the network apart. It reads big-endian from a window of an
 * array and refuses to read past its end with a {@link Fault}, which only {@link MessageDecoder}
 * catches: no method of it ever reads outside the window.
 */
final class Reader {
  private final byte[] bytes;
  private final int end;
  private int at;

  Reader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  /** Bytes that do not make a message; carries no stack trace, since it is no fault of ours. */
  static final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String reason;
    private final int offset;

    Fault(String reason, int offset) {
      super(reason, null, false, false);
      this.reason = reason;
      this.offset = offset;
    }

    String reason() {
      return reason;
    }

    int offset() {
      return offset;
    }
  }

  Fault fault(String reason) {
    return new Fault(reason, at);
  }

  int at() {
    return at;
  }

  int remaining() {
    return end - at;
  }

  boolean isEmpty() {
    return at >= end;
  }

  int u8() {
    require(1);
    return bytes[at++] & 0xff;
  }

  int u16() {
    require(2);
    int value = (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    at += 2;
    return value;
  }

  int i32() {
    return u16() << 16 | u16();
  }

  long i64() {
    return (long) i32() << 32 | i32() & 0xffffffffL;
  }

  Octets octets(int length) {
    require(length);
    Octets octets = Octets.of(bytes, at, length);
    at += length;
    return octets;
  }

  Octets rest() {
    return octets(remaining());
  }

  /**
   * RFC 2408 §5.3: "Verify the RESERVED field contains the value zero. If the value in the RESERVED
   * field is not zero, the message is discarded".
   */
  void reserved(int length) {
    require(length);
    for (int i = 0; i < length; i++) {
      if (bytes[at] != 0) {
        throw fault("reserved byte is not zero");
      }
      at++;
    }
  }

  /** A reader of the next {@code length} bytes, which this one steps over. */
  Reader window(int length) {
    require(length);
    Reader window = new Reader(bytes, at, at + length);
    at += length;
    return window;
  }

  /** A second reader of what is left here. */
  Reader again() {
    return new Reader(bytes, at, end);
  }

  private void require(int length) {
    if (length > end - at) {
      throw fault("needs " + length + " bytes where " + (end - at) + " are left");
    }
  }
}
