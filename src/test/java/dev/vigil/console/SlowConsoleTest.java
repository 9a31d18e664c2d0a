package dev.vigil.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.control.Frame;
import java.io.DataInputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A console whose user reads nothing must cost nobody anything. */
class SlowConsoleTest {
  private static final int LINES = 100_000;
  private static final Pattern LINE = Pattern.compile("(?m)^(line \\d{6} of .*|the last line)$");
  private static final Pattern LOST = Pattern.compile("% (\\d+) lines lost: this console");

  @Test
  void aConsoleThatCannotKeepUpLosesLinesAndIsToldHowMany(@TempDir Path folder) throws Exception {
    try (Rig rig = new Rig(folder);
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(rig.socket));
      send(channel, "console pipe\n".getBytes(StandardCharsets.US_ASCII));
      send(channel, new Frame.Data(bytes("terminal monitor\n")).encode());
      DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
      assertThat(until(in, "hub>terminal monitor\n")).isNotEmpty();

      Instant start = Instant.now();
      for (int i = 0; i < LINES; i++) {
        rig.log.add("line %06d of a log that is busier than the console".formatted(i));
      }
      Duration taken = Duration.between(start, Instant.now());
      rig.log.add("the last line");
      assertThat(taken).as("nobody waits for the console").isLessThan(Duration.ofSeconds(10));

      StringBuilder shown = new StringBuilder();
      while (accounted(shown) < LINES + 1) {
        shown.append(next(in));
      }
      assertThat(accounted(shown)).isEqualTo(LINES + 1);
      assertThat(lost(shown)).isPositive();
      send(channel, new Frame.Data(bytes("exit\n")).encode());
      assertThat(until(in, "hub>exit\n")).isNotEmpty();
    }
  }

  private static long accounted(CharSequence shown) {
    return lost(shown) + LINE.matcher(shown).results().count();
  }

  private static long lost(CharSequence shown) {
    return LOST.matcher(shown).results().mapToLong(m -> Long.parseLong(m.group(1))).sum();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void send(SocketChannel channel, byte[] bytes) throws Exception {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** Reads frames as the protocol has them: a letter, a length, the content. */
  private static String until(DataInputStream in, String text) throws Exception {
    StringBuilder shown = new StringBuilder();
    while (shown.indexOf(text) < 0) {
      shown.append(next(in));
    }
    return shown.toString();
  }

  private static String next(DataInputStream in) throws Exception {
    assertThat((char) in.readByte()).isEqualTo('D');
    byte[] content = new byte[in.readUnsignedShort()];
    in.readFully(content);
    return new String(content, StandardCharsets.UTF_8);
  }
}
