package dev.vigil.decode;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens a capture file: pcap or pcapng, in either byte order, plain or gzip-compressed. */
final class Capture {
  private static final int GZIP = 0x1f8b;
  private static final int PCAPNG = 0x0a0d0d0a;

  private Capture() {}

  /** All frames of the file; a capture that was cut off in mid-frame yields the whole ones. */
  static List<Frame> read(Path file) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new CaptureException(file + ": no such file.");
    } catch (IOException e) {
      throw new CaptureException(file + ": cannot be read (" + reason(e) + ").");
    }
    try {
      return parse(inflated(bytes));
    } catch (CaptureException e) {
      throw new CaptureException(file + ": " + e.getMessage());
    }
  }

  private static String reason(IOException e) {
    return Files.isDirectory(Path.of(String.valueOf(e.getMessage())))
        ? "it is a directory"
        : e.getClass().getSimpleName().replace("Exception", "");
  }

  static List<Frame> parse(byte[] bytes) throws CaptureException {
    if (bytes.length < 4) {
      throw new CaptureException("is too short for a capture.");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).asReadOnlyBuffer().order(ByteOrder.BIG_ENDIAN);
    return buffer.getInt(0) == PCAPNG ? new PcapNg(buffer).frames() : new Pcap(buffer).frames();
  }

  private static byte[] inflated(byte[] bytes) throws CaptureException {
    if (bytes.length < 2 || ((bytes[0] & 0xff) << 8 | bytes[1] & 0xff) != GZIP) {
      return bytes;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    } catch (ZipException | EOFException e) {
      throw new CaptureException("is damaged gzip data.");
    } catch (IOException e) {
      throw new CaptureException("cannot be decompressed.");
    }
  }
}
