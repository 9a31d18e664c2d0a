package dev.vigil.language;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.config.CryptoMapEntry;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.Keepalive;
import dev.vigil.testing.Vectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Configurations of real routers are read without losing a line. A line is accounted for when the
 * rendered text has it as it was (comments and what is kept), or has its normal form, or when it
 * says nothing that its absence does not say: a default, a {@code no} of what is not there, the end
 * of a mode, a line that a later one overrides.
 */
class RouterFilesTest {
  private static List<Path> files() {
    try (Stream<Path> files = Files.list(Vectors.path("ios-configs"))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String beginning) {
    Path file =
        files().stream()
            .filter(f -> f.getFileName().toString().startsWith(beginning))
            .findFirst()
            .orElseThrow();
    return Vectors.text("ios-configs/" + file.getFileName());
  }

  @TestFactory
  Stream<DynamicTest> everyLineIsAccountedFor() {
    return files().stream()
        .map(file ->
            DynamicTest.dynamicTest(
                file.getFileName().toString(),
                () -> everyLineIsAccountedFor(Vectors.text("ios-configs/" + file.getFileName()))));
  }

  private static void everyLineIsAccountedFor(String text) {
    ReadResult read = ConfigReader.read(text);
    String rendered = read.running().render();
    List<String> left = new ArrayList<>(rendered.lines().toList());
    int number = 1;
    for (ReadResult.Line line : read.lines()) {
      assertThat(line.line().number()).as("no line is passed over").isEqualTo(number);
      number += line.line().count();
      switch (line.use()) {
        case LineUse.Noted _, LineUse.Kept _ ->
            line.line().text().lines().forEach(l -> assertThat(left.remove(l)).as(l).isTrue());
        case LineUse.Served served -> assertNormalised(read, served, rendered);
        case LineUse.Left _ -> assertThat(line.line().text().strip()).isEqualTo("exit");
        case LineUse.Refused(Fault fault) -> assertThat(read.faults()).contains(fault);
        case LineUse.Skipped _ -> assertThat(read.faults()).isNotEmpty();
      }
    }
    long blankAtTheEnd = text.lines().count() - text.stripTrailing().lines().count();
    assertThat(number - 1 + blankAtTheEnd).isGreaterThanOrEqualTo(text.lines().count());
  }

  /** The line's normal form is in the text, or reading the text without it changes nothing. */
  private static void assertNormalised(ReadResult read, LineUse.Served served, String rendered) {
    boolean shown = rendered.lines().anyMatch(l -> l.strip().equals(served.text()));
    if (shown) {
      return;
    }
    List<String> header = served.path().subList(0, served.path().size() - 1);
    String again =
        header.isEmpty()
            ? rendered + served.text() + "\n"
            : rendered + headerText(rendered, header.getFirst()) + "\n " + served.text() + "\n";
    assertThat(ConfigReader.read(again).running().config())
        .as("saying \"%s\" once more", served.text())
        .isEqualTo(read.running().config());
  }

  private static String headerText(String rendered, String key) {
    return rendered.lines().filter(l -> (l + " ").startsWith(key + " ")).findFirst().orElseThrow();
  }

  @TestFactory
  Stream<DynamicTest> renderingIsAFixpoint() {
    return files().stream()
        .map(file ->
            DynamicTest.dynamicTest(
                file.getFileName().toString(),
                () -> {
                  RunningConfig first =
                      ConfigReader.read(Vectors.text("ios-configs/" + file.getFileName()))
                          .running();
                  ReadResult again = ConfigReader.read(first.render());
                  assertThat(again.faults()).isEmpty();
                  assertThat(again.running()).isEqualTo(first);
                  assertThat(again.running().render()).isEqualTo(first.render());
                }));
  }

  @Test
  void fivePeersWithPeriodicKeepalive() {
    HeadEndConfig config = ConfigReader.read(text("16-")).running().config();

    assertThat(config.isakmp().keepalive().orElseThrow().mode()).isEqualTo(Keepalive.Mode.PERIODIC);
    assertThat(config.configuredPeers()).hasSize(5);
    assertThat(config.preSharedKeys()).hasSize(5).allMatch(key -> key.noXauth());
    assertThat(requireNonNull(config.cryptoMaps().get("CRYPTO")).entries())
        .extracting(CryptoMapEntry::sequence)
        .containsExactly(10, 20, 30, 40, 50);
  }

  @Test
  void aCloudProvidersDownloadMakesTwoTunnels() {
    HeadEndConfig config = ConfigReader.read(text("08-")).running().config();

    assertThat(config.staticEntries()).hasSize(2);
    for (CryptoMapEntry entry : config.staticEntries()) {
      assertThat(config.localAddressOf(entry.map(), false))
          .contains(Addresses.any("1.1.1.2").orElseThrow());
      assertThat(config.transformSetsOf(entry)).hasSize(1);
      assertThat(config.flowsOf(entry)).hasSize(1);
    }
    assertThat(config.configuredPeers()).allMatch(peer -> config.keyFor(peer).isPresent());
  }

  @Test
  void aDynamicMapTakesAPeerThatNoEntryNames() {
    HeadEndConfig config = ConfigReader.read(text("02-")).running().config();

    assertThat(config.entriesFor(Addresses.any("9.9.9.9").orElseThrow()))
        .extracting(CryptoMapEntry::label)
        .containsExactly("mydynamicmap 5", "mydynamicmap 15");
    assertThat(config.entriesFor(Addresses.any("3.4.5.6").orElseThrow()).getFirst().label())
        .isEqualTo("mymap 20");
  }

  @Test
  void aKeyThatOnlyItsRouterCanReadIsAnError() {
    ReadResult read = ConfigReader.read(text("03-"));

    assertThat(read.faults()).hasSize(1);
    assertThat(read.faults().getFirst().line()).isEqualTo(16);
    assertThat(read.faults().getFirst().describe("r1.cfg"))
        .isEqualTo(
            """
            r1.cfg:16:19:
            crypto isakmp key 6 ****** address 2.2.2.2
                              ^
            % This key is encrypted (type 6) and only the router that wrote it can read it: \
            enter it in clear.\
            """);
  }
}
