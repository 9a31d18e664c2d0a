package dev.vigil.actors.configuration;

import dev.vigil.protocol.wire.Octets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A version of the configuration between nodes and in a node's file: a version byte, then, all of
 * it compressed, number, saved number and the text in UTF-8. A configuration is a hundred lines or
 * the same few lines ten thousand times; either way little is left of it.
 */
final class TextForm {
  private static final byte FORM = 1;

  /** More than a hundred thousand sites' lines; what is longer after all is refused unread. */
  static final int LONGEST = 64 << 20;

  private TextForm() {}

  static Octets encode(SharedText version) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(FORM);
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
      byte[] text = version.text().getBytes(StandardCharsets.UTF_8);
      out.writeLong(version.number());
      out.writeLong(version.saved());
      out.writeInt(text.length);
      out.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Octets.wrap(bytes.toByteArray());
  }

  /**
   * @throws IOException if it is none of ours
   */
  static SharedText decode(Octets octets) throws IOException {
    byte[] bytes = octets.toArray();
    if (bytes.length == 0 || bytes[0] != FORM) {
      throw new IOException("not a configuration of form " + FORM);
    }
    ByteArrayInputStream compressed = new ByteArrayInputStream(bytes, 1, bytes.length - 1);
    try (DataInputStream in = new DataInputStream(new InflaterInputStream(compressed))) {
      long number = in.readLong();
      long saved = in.readLong();
      int length = in.readInt();
      if (length < 0 || length > LONGEST) {
        throw new IOException("a configuration of " + length + " bytes");
      }
      byte[] text = in.readNBytes(length);
      if (text.length < length) {
        throw new IOException("a configuration that ends early");
      }
      return new SharedText(number, saved, new String(text, StandardCharsets.UTF_8));
    }
  }

  /** Of bytes that a node of this cluster has made. */
  static SharedText trusted(byte[] bytes) {
    try {
      return decode(Octets.wrap(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
