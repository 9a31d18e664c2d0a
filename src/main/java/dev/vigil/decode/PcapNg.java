package dev.vigil.decode;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The block format (draft-ietf-opsawg-pcapng): sections, each with interfaces that say the link
 * type and the clock's resolution, then packets. Blocks of other kinds are passed over.
 */
final class PcapNg {
  private static final int SECTION = 0x0a0d0d0a;
  private static final int INTERFACE = 1;
  private static final int OLD_PACKET = 2;
  private static final int SIMPLE_PACKET = 3;
  private static final int ENHANCED_PACKET = 6;
  private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
  private static final int OPTION_TSRESOL = 9;

  private record Interface(int linkType, BigInteger ticksPerSecond) {}

  private final ByteBuffer in;
  private final List<Interface> interfaces = new ArrayList<>();
  private final List<Frame> frames = new ArrayList<>();

  PcapNg(ByteBuffer in) {
    this.in = in;
  }

  List<Frame> frames() throws CaptureException {
    int at = 0;
    while (at + 12 <= in.limit()) {
      if (in.getInt(at) == SECTION) {
        startSection(at);
      }
      int length = in.getInt(at + 4);
      if (length < 12 || length > in.limit() - at) {
        break;
      }
      block(in.getInt(at), at + 8, length - 12);
      at += length + (-length & 3);
    }
    return frames;
  }

  private void startSection(int at) throws CaptureException {
    in.order(ByteOrder.BIG_ENDIAN);
    if (in.getInt(at + 8) == Integer.reverseBytes(BYTE_ORDER_MAGIC)) {
      in.order(ByteOrder.LITTLE_ENDIAN);
    } else if (in.getInt(at + 8) != BYTE_ORDER_MAGIC) {
      throw new CaptureException("has a pcapng section of unknown byte order.");
    }
    interfaces.clear();
  }

  private void block(int type, int at, int length) {
    switch (type) {
      case INTERFACE -> {
        if (length >= 8) {
          interfaces.add(new Interface(in.getShort(at) & 0xffff, resolution(at + 8, length - 8)));
        }
      }
      case ENHANCED_PACKET -> packet(in.getInt(at), at, length);
      case OLD_PACKET -> packet(in.getShort(at) & 0xffff, at, length);
      case SIMPLE_PACKET -> {
        if (!interfaces.isEmpty() && length > 4) {
          int captured = Math.min(in.getInt(at), length - 4);
          add(interfaces.getFirst(), Instant.EPOCH, at + 4, captured);
        }
      }
      default -> {
        // name resolution, statistics, secrets, private blocks: nothing for us
      }
    }
  }

  private void packet(int interfaceId, int at, int length) {
    if (length < 20 || interfaceId < 0 || interfaceId >= interfaces.size()) {
      return;
    }
    Interface source = interfaces.get(interfaceId);
    BigInteger ticks =
        BigInteger.valueOf(in.getInt(at + 4) & 0xffffffffL)
            .shiftLeft(32)
            .or(BigInteger.valueOf(in.getInt(at + 8) & 0xffffffffL));
    BigInteger[] seconds = ticks.divideAndRemainder(source.ticksPerSecond());
    long nanos =
        seconds[1]
            .multiply(BigInteger.valueOf(1_000_000_000))
            .divide(source.ticksPerSecond())
            .longValue();
    Instant time = Instant.ofEpochSecond(seconds[0].longValue() & 0xffffffffffL, nanos);
    add(source, time, at + 20, in.getInt(at + 12));
  }

  private void add(Interface source, Instant time, int at, int captured) {
    if (captured >= 0 && captured <= in.limit() - at) {
      frames.add(new Frame(frames.size() + 1, time, source.linkType(), in.slice(at, captured)));
    }
  }

  private BigInteger resolution(int at, int length) {
    int end = at + length;
    int option = at;
    while (option + 4 <= end && in.getShort(option) != 0) {
      int size = in.getShort(option + 2) & 0xffff;
      if ((in.getShort(option) & 0xffff) == OPTION_TSRESOL && size == 1 && option + 4 < end) {
        int value = in.get(option + 4);
        return BigInteger.valueOf(value < 0 ? 2 : 10).pow(value & 0x7f);
      }
      option += 4 + size + (-size & 3);
    }
    return BigInteger.valueOf(1_000_000);
  }
}
