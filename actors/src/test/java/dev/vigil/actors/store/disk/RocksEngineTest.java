package dev.vigil.actors.store.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.settings.InvalidSettings;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksEngineTest {
  @TempDir Path folder;

  @Test
  void everythingThatWasToldToBeSafeOutlivesAKilledProcess() throws Exception {
    Process writer =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName(),
                folder.resolve("db").toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<Integer> safe = new ArrayList<>();
    try (BufferedReader lines = writer.inputReader(StandardCharsets.US_ASCII)) {
      String line = lines.readLine();
      while (line != null) {
        safe.add(Integer.parseInt(line));
        if (safe.size() == 5000) {
          // Not the process itself: that would close its output before it is read.
          writer.toHandle().destroyForcibly();
        }
        line = lines.readLine();
      }
    } catch (NumberFormatException cutOff) {
      assertThat(safe).hasSizeGreaterThanOrEqualTo(5000);
    } finally {
      writer.destroyForcibly();
    }
    assertThat(writer.waitFor(20, TimeUnit.SECONDS)).isTrue();

    assertThat(safe).hasSizeGreaterThanOrEqualTo(5000);
    try (RocksEngine engine = KilledWriter.open(folder.resolve("db"))) {
      for (int number : safe) {
        PeerTag tag = new PeerTag(number);
        assertThat(engine.read(tag.shard(9), tag)).contains(KilledWriter.content(number));
      }
    }
  }

  @Test
  void aBucketIsReplacedAsAWhole() throws Exception {
    PeerTag one = new PeerTag(1);
    PeerTag two = new PeerTag(2);
    try (RocksEngine engine = KilledWriter.open(folder)) {
      engine.write(KilledWriter.record(1));
      engine
          .write(
              new BucketWrite(
                  0,
                  7,
                  9,
                  Octets.ofHex("ab"),
                  true,
                  Map.of(two, Octets.ofHex("02")),
                  Set.of(),
                  Optional.of(Octets.ofHex("cd"))))
          .toCompletableFuture()
          .join();

      assertThat(engine.records(0)).isEqualTo(Map.of(two, Octets.ofHex("02")));
      assertThat(engine.read(0, one)).isEmpty();
      assertThat(engine.heads())
          .containsExactly(
              new BucketHead(0, 7, 9, Octets.ofHex("ab"), Octets.ofHex("cd"), Set.of(two)));
    }
  }

  @Test
  void aFileThatWasChangedIsToldAndNothingIsLostInSilence() throws Exception {
    try (RocksEngine engine = KilledWriter.open(folder)) {
      for (int i = 0; i < 200; i++) {
        engine.write(KilledWriter.record(i)).toCompletableFuture().join();
      }
    }
    Path log;
    try (Stream<Path> files = Files.list(folder)) {
      log = files.filter(file -> file.toString().endsWith(".log")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(log);
    bytes[bytes.length / 2] ^= 1;
    Files.write(log, bytes);

    assertThatThrownBy(() -> KilledWriter.open(folder).close())
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("cannot be opened: ")
        .hasMessageEndingWith(".");
  }
}
