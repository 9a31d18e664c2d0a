package dev.vigil.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameTest {
  @Test
  void whatIsWrittenIsRead() throws IOException {
    byte[] long1 = new byte[3 * Frame.MOST + 5];
    new Random(1).nextBytes(long1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new Frame.Window(80, 70_000).encode());
    out.writeBytes(new Frame.Data(long1).encode());
    out.writeBytes(new Frame.Exit(69).encode());

    InputStream in = new ByteArrayInputStream(out.toByteArray());
    assertThat(Frame.read(in)).contains(new Frame.Window(80, 65_535));
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (int i = 0; i < 4; i++) {
      assertThat(Frame.read(in).orElseThrow())
          .isInstanceOfSatisfying(Frame.Data.class, frame -> data.writeBytes(frame.bytes()));
    }
    assertThat(data.toByteArray()).isEqualTo(long1);
    assertThat(Frame.read(in)).contains(new Frame.Exit(69));
    assertThat(Frame.read(in)).isEmpty();
  }

  @Test
  void whatIsNoFrameIsAnErrorAndNothingElse() {
    Random random = new Random(2);
    for (int i = 0; i < 20_000; i++) {
      byte[] junk = new byte[random.nextInt(20)];
      random.nextBytes(junk);
      try {
        Optional<Frame> frame = Frame.read(new ByteArrayInputStream(junk));
        assertThat(frame.isPresent() || junk.length == 0).isTrue();
      } catch (IOException e) {
        assertThat(junk).isNotEmpty();
      }
    }
    assertThatThrownBy(() -> Frame.read(new ByteArrayInputStream(new byte[] {'W', 0, 1, 9})))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("1 bytes instead of 4");
  }
}
