package dev.vigil.decode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The classic format: a 24-byte file header, then each frame behind a 16-byte header. */
final class Pcap {
  private static final int MICROSECONDS = 0xa1b2c3d4;
  private static final int NANOSECONDS = 0xa1b23c4d;
  private static final int FILE_HEADER = 24;
  private static final int FRAME_HEADER = 16;

  private final ByteBuffer in;
  private final int nanosPerTick;

  Pcap(ByteBuffer in) throws CaptureException {
    int magic = in.getInt(0);
    if (magic == Integer.reverseBytes(MICROSECONDS) || magic == Integer.reverseBytes(NANOSECONDS)) {
      magic = Integer.reverseBytes(magic);
      in.order(ByteOrder.LITTLE_ENDIAN);
    }
    if (magic != MICROSECONDS && magic != NANOSECONDS) {
      throw new CaptureException("is neither pcap nor pcapng.");
    }
    if (in.limit() < FILE_HEADER) {
      throw new CaptureException("is cut off in the file header.");
    }
    this.in = in;
    this.nanosPerTick = magic == NANOSECONDS ? 1 : 1_000;
  }

  List<Frame> frames() {
    int linkType = in.getInt(20) & 0xffff;
    List<Frame> frames = new ArrayList<>();
    int at = FILE_HEADER;
    while (at + FRAME_HEADER <= in.limit()) {
      int length = in.getInt(at + 8);
      if (length < 0 || length > in.limit() - at - FRAME_HEADER) {
        break;
      }
      Instant time =
          Instant.ofEpochSecond(
              in.getInt(at) & 0xffffffffL, (in.getInt(at + 4) & 0xffffffffL) * nanosPerTick);
      frames.add(new Frame(frames.size() + 1, time, linkType, in.slice(at + FRAME_HEADER, length)));
      at += FRAME_HEADER + length;
    }
    return frames;
  }
}
