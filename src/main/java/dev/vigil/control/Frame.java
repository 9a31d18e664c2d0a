package dev.vigil.control;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a console and the node say to each other after the request line {@code console}: frames of a
 * letter, a length of 16 bits in network order, and so many bytes.
 *
 * <pre>
 * D  both ways     bytes that were typed, or are to be shown
 * W  to the node   columns and rows of the window, 16 bits each
 * X  to the client the session is over; one byte: the exit code
 * </pre>
 *
 * A client that has nothing more to say closes its half of the connection.
 */
public sealed interface Frame {
  /** The longest content of a frame, in bytes. */
  int MOST = 0xffff;

  /** Bytes that were typed, or are to be shown. */
  record Data(byte[] bytes) implements Frame {}

  /**
   * The size of the window.
   *
   * @param columns 0: as wide as need be
   * @param rows 0: without pages
   */
  record Window(int columns, int rows) implements Frame {}

  /** The session is over. */
  record Exit(int code) implements Frame {}

  /** The frames of this content as bytes; data is cut into as many as need be. */
  default byte[] encode() {
    return switch (this) {
      case Data(byte[] bytes) -> data(bytes);
      case Window(int columns, int rows) ->
          frame('W', ByteBuffer.allocate(4).putShort(fit(columns)).putShort(fit(rows)).array());
      case Exit(int code) -> frame('X', new byte[] {(byte) code});
    };
  }

  private static short fit(int size) {
    return (short) Math.clamp(size, 0, MOST);
  }

  private static byte[] data(byte[] bytes) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int from = 0; from < bytes.length; from += MOST) {
      all.writeBytes(frame('D', Arrays.copyOfRange(bytes, from, end(bytes, from))));
    }
    return all.toByteArray();
  }

  private static int end(byte[] bytes, int from) {
    return Math.min(bytes.length, from + MOST);
  }

  private static byte[] frame(char kind, byte[] content) {
    return ByteBuffer.allocate(3 + content.length)
        .put((byte) kind)
        .putShort((short) content.length)
        .put(content)
        .array();
  }

  /**
   * The next frame; empty at the end of the stream.
   *
   * @throws IOException if it ends in mid-frame, or holds something that is no frame
   */
  static Optional<Frame> read(InputStream from) throws IOException {
    int kind = from.read();
    if (kind < 0) {
      return Optional.empty();
    }
    DataInputStream in = new DataInputStream(from);
    byte[] content = new byte[in.readUnsignedShort()];
    in.readFully(content);
    ByteBuffer fields = ByteBuffer.wrap(content);
    return Optional.of(
        switch (kind) {
          case 'D' -> new Data(content);
          case 'W' -> {
            need(content, 4);
            yield new Window(
                Short.toUnsignedInt(fields.getShort()), Short.toUnsignedInt(fields.getShort()));
          }
          case 'X' -> {
            need(content, 1);
            yield new Exit(Byte.toUnsignedInt(fields.get()));
          }
          default -> throw new IOException("a frame of unknown kind " + kind);
        });
  }

  private static void need(byte[] content, int length) throws EOFException {
    if (content.length != length) {
      throw new EOFException("a frame of " + content.length + " bytes instead of " + length);
    }
  }
}
