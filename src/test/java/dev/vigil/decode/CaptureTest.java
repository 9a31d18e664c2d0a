package dev.vigil.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.vigil.testing.Vectors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CaptureTest {
  private static byte[] pcap(ByteOrder order, int magic, int fraction, byte[]... frames) {
    int size = 24 + Arrays.stream(frames).mapToInt(frame -> 16 + frame.length).sum();
    ByteBuffer out = ByteBuffer.allocate(size).order(order);
    out.putInt(magic).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0);
    out.putInt(65535).putInt(101);
    for (byte[] frame : frames) {
      out.putInt(1_000).putInt(fraction).putInt(frame.length).putInt(frame.length).put(frame);
    }
    return out.array();
  }

  @Test
  void bothByteOrdersAndBothClocksAreUnderstood() throws CaptureException {
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      assertThat(Capture.parse(pcap(order, 0xa1b2c3d4, 5, new byte[3])))
          .singleElement()
          .returns(Instant.ofEpochSecond(1_000, 5_000), Frame::time)
          .returns(101, Frame::linkType);
      assertThat(Capture.parse(pcap(order, 0xa1b23c4d, 5, new byte[3])))
          .singleElement()
          .returns(Instant.ofEpochSecond(1_000, 5), Frame::time);
    }
  }

  @Test
  void aCaptureCutOffInMidFrameYieldsTheWholeOnes() throws CaptureException {
    byte[] whole = pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 0, new byte[8], new byte[8]);

    assertThat(Capture.parse(Arrays.copyOf(whole, whole.length - 1))).hasSize(1);
  }

  @Test
  void noMutationOfACaptureThrowsAnythingButASentence() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    try (Stream<Path> files = Files.list(Vectors.path("captures"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".pcap")).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        for (int round = 0; round < 200; round++) {
          byte[] mutated = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
          for (int i = 0; i < 8 && mutated.length > 0; i++) {
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
          }
          assertThatCode(() -> readAll(mutated))
              .as("seed %d, %s", seed, file)
              .doesNotThrowAnyException();
        }
      }
    }
  }

  private static void readAll(byte[] bytes) {
    UdpReader reader = new UdpReader();
    CaptureDecoder decoder = new CaptureDecoder(DecryptionKeys.NONE, Set.of());
    try {
      for (Frame frame : Capture.parse(bytes)) {
        reader.read(frame).ifPresent(datagram -> decoder.decode(datagram).forEach(JsonForm::of));
      }
    } catch (CaptureException e) {
      assertThat(e).hasMessageEndingWith(".");
    }
  }
}
