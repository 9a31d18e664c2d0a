package dev.vigil.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.config.HeadEndConfig;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Reading what was rendered yields what was rendered, whatever the configuration. */
class RoundTripTest {
  private static final int SEEDS = 200;

  @Test
  void anyConfigurationIsReadBackAsItWas() {
    for (long seed = 0; seed < SEEDS; seed++) {
      HeadEndConfig config = RandomConfigs.of(seed);
      RunningConfig running = RunningConfig.of(config);
      String text = running.render();

      ReadResult read = ConfigReader.read(text);

      assertThat(read.faults()).as("seed %d:%n%s", seed, text).isEmpty();
      assertThat(read.running().config()).as("seed %d:%n%s", seed, text).isEqualTo(config);
      assertThat(read.running()).as("seed %d:%n%s", seed, text).isEqualTo(running);
      assertThat(read.running().render()).as("seed %d", seed).isEqualTo(text);
    }
  }

  @Test
  void everyLineOfItIsServedAndHasItsNormalForm() {
    for (long seed = 0; seed < SEEDS; seed++) {
      String text = RunningConfig.of(RandomConfigs.of(seed)).render();

      for (ReadResult.Line line : ConfigReader.read(text).lines()) {
        if (line.use() instanceof LineUse.Served served) {
          assertThat(served.text()).as("seed %d", seed).isEqualTo(line.line().text().strip());
        } else {
          assertThat(line.use()).as("seed %d", seed).isInstanceOf(LineUse.Noted.class);
        }
      }
    }
  }

  @Test
  void theOrderOfTheSectionsOfATextIsKept() {
    for (long seed = 0; seed < 100; seed++) {
      String text = RunningConfig.of(RandomConfigs.of(seed)).render();
      String shuffled = shuffled(text, new Random(seed));

      ReadResult read = ConfigReader.read(shuffled);

      assertThat(read.faults()).as("seed %d:%n%s", seed, shuffled).isEmpty();
      assertThat(read.running().render()).as("seed %d", seed).isEqualTo(shuffled);
      assertThat(ConfigReader.read(shuffled).running()).isEqualTo(read.running());
    }
  }

  /** The text with its blocks (a line and the deeper ones after it) in another order. */
  private static String shuffled(String text, Random random) {
    List<String> blocks = new ArrayList<>();
    for (LogicalLine line : LogicalLine.of(text)) {
      if (line.text().startsWith(" ") && !blocks.isEmpty()) {
        blocks.add(blocks.removeLast() + "\n" + line.text());
      } else {
        blocks.add(line.text());
      }
    }
    java.util.Collections.shuffle(blocks, random);
    return blocks.stream().collect(Collectors.joining("\n", "", "\n"));
  }

  @Test
  void whateverIsDoneToATextItIsReadOrRefusedWithThePlaceOfTheFault() {
    Random random = new Random(42);
    int refused = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      String text = RunningConfig.of(RandomConfigs.of(seed)).render();
      for (int i = 0; i < 3; i++) {
        String broken = mutated(text, random);
        ReadResult read = ConfigReader.read(broken);
        List<LogicalLine> lines = LogicalLine.of(broken);
        refused += read.faults().isEmpty() ? 0 : 1;
        for (Fault fault : read.faults()) {
          assertThat(fault.line()).isBetween(1, (int) broken.lines().count());
          LogicalLine line =
              lines.stream().filter(l -> l.number() == fault.line()).findFirst().orElseThrow();
          assertThat(fault.column()).isBetween(1, line.text().length() + 1);
          assertThat(fault.message()).startsWith("% ");
          assertThat(fault.caret()).isLessThanOrEqualTo(fault.echo().length());
        }
        String rendered = read.running().render();
        assertThat(ConfigReader.read(rendered).running().render()).isEqualTo(rendered);
        Validation.of(read.running().config(), Set.of());
      }
    }
    assertThat(refused).as("most of these texts are not valid").isGreaterThan(SEEDS);
  }

  /** One to three small accidents: a character or a word lost, changed, doubled or moved. */
  private static String mutated(String text, Random random) {
    StringBuilder changed = new StringBuilder(text);
    for (int i = 1 + random.nextInt(3); i > 0 && changed.length() > 10; i--) {
      int at = random.nextInt(changed.length() - 5);
      switch (random.nextInt(6)) {
        case 0 -> changed.deleteCharAt(at);
        case 1 -> changed.insert(at, (char) (32 + random.nextInt(95)));
        case 2 -> changed.setCharAt(at, (char) random.nextInt(0x2000));
        case 3 -> changed.insert(at, changed.substring(at, at + 5));
        case 4 -> changed.delete(at, at + 5);
        default -> {
          int end = Math.max(changed.indexOf(" ", at), at);
          changed.delete(at, end);
        }
      }
    }
    return changed.toString();
  }

  @Test
  void noiseIsReadWithoutAnException() {
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      byte[] bytes = new byte[random.nextInt(400)];
      random.nextBytes(bytes);
      String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);

      RunningConfig running = ConfigReader.read(text).running();

      assertThat(ConfigReader.read(running.render()).running().config())
          .isEqualTo(running.config());
    }
  }

  @Test
  void aBigConfigurationIsReadInReasonableTime() {
    StringBuilder text = new StringBuilder("crypto isakmp policy 10\n encr aes\n");
    for (int i = 0; i < 10_000; i++) {
      String peer = "10." + (i >> 16 & 255) + "." + (i >> 8 & 255) + "." + (i & 255);
      text.append("crypto isakmp key secret")
          .append(i)
          .append(" address ")
          .append(peer)
          .append('\n');
      text.append("crypto map big ").append(i + 1).append(" ipsec-isakmp\n");
      text.append(" set peer ").append(peer).append("\n set transform-set t\n match address a\n");
    }
    long before = System.nanoTime();

    ReadResult read = ConfigReader.read(text.toString());
    String rendered = read.running().render();

    long seconds = (System.nanoTime() - before) / 1_000_000_000L;
    assertThat(read.faults()).isEmpty();
    assertThat(read.running().config().configuredPeers()).hasSize(10_000);
    assertThat(rendered.lines().count()).isEqualTo(text.toString().lines().count());
    assertThat(seconds).as("seconds for 50,002 lines").isLessThan(60);
  }

  @Test
  void blotsInAnEchoMoveTheCaretWithThem() {
    Words words = Words.of("a longsecret b");
    BitSet secret = new BitSet();
    secret.set(1);

    Fault fault = Fault.at(1, words, secret, 13, "% x");

    assertThat(fault.echo()).isEqualTo("a ****** b");
    assertThat(fault.echo().charAt(fault.caret())).isEqualTo('b');
    assertThat(fault.column()).isEqualTo(14);
  }
}
