package dev.vigil.actors.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.actors.secret.SecureEntropy;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.settings.InvalidSettings;
import dev.vigil.settings.SettingsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.pekko.Done;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStoreTest extends StoreContract {
  private static final PeerTag TAG = new PeerTag(5 << 15 | 1);

  @TempDir Path folder;
  private final List<SaSnapshotStore> open = new ArrayList<>();

  @Override
  protected SaSnapshotStore store() {
    try {
      return start("");
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  private SaSnapshotStore start(String more) throws Exception {
    String hocon = "vigil.data-directory = \"" + folder.resolve("data") + "\"\n" + more;
    SaSnapshotStore store = Stores.open(SettingsFile.parse(hocon), new SecureEntropy());
    open.add(store);
    return store;
  }

  @AfterEach
  void closeAll() {
    open.forEach(SaSnapshotStore::close);
  }

  @Test
  void aStartReadsWhatTheLastOneKeptUnderAHigherEpoch() throws Exception {
    SaSnapshotStore first = store();
    Epoch before = get(first.claim(5));
    get(first.put(before, TAG, Octets.ofHex("0a")));
    first.close();

    SaSnapshotStore second = store();
    assertThat(second.holder(5)).isEqualTo(new Holder.Nobody());
    assertThat(second.known(5)).containsExactly(TAG);
    Epoch after = get(second.claim(5));

    assertThat(after.number()).isGreaterThan(before.number());
    assertThat(get(second.load(after, TAG)).map(Stored::snapshot)).contains(Octets.ofHex("0a"));
    assertThatThrownBy(() -> get(second.load(before, TAG))).hasCauseInstanceOf(Fenced.class);
  }

  @Test
  void directoryAndKeyAreForTheirOwnerOnly() throws Exception {
    store();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data"))))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("data/store.key"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aSecondNodeOnTheSameDirectoryIsRefused() throws Exception {
    store();

    assertThatThrownBy(() -> start(""))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("is in use: another Vigil runs on it.");
  }

  @Test
  void aNewKeyReadsWhatTheOldOneWroteAndThenTheOldOneIsNotNeeded() throws Exception {
    SaSnapshotStore first = store();
    get(first.put(get(first.claim(5)), TAG, Octets.ofHex("0a")));
    first.close();
    Path file = folder.resolve("data/store.key");
    String old = Files.readString(file);
    String fresh = "ab".repeat(32) + "\n";
    Files.writeString(file, fresh + old);

    start("").close();
    Files.writeString(file, fresh);
    SaSnapshotStore third = store();

    assertThat(get(third.load(get(third.claim(5)), TAG)).map(Stored::snapshot))
        .contains(Octets.ofHex("0a"));
    third.close();
    Files.writeString(file, old);
    assertThatThrownBy(() -> start(""))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageMatching(
            ".*cannot be read. It was written with key [0-9a-f]{8}, which vigil.store.key"
                + " does not have\\.")
        .hasMessageNotContaining("abab");
  }

  @Test
  void aHundredThousandSnapshotsAreThereWithinTenSeconds() throws Exception {
    SaSnapshotStore first = start("vigil.store.fsync = false");
    byte[] bytes = new SecureEntropy().bytes(600);
    List<CompletionStage<Done>> writes = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      PeerTag tag = new PeerTag(i * 167);
      Epoch epoch = get(first.claim(tag.shard(9)));
      writes.add(first.put(epoch, tag, Octets.of(bytes)));
    }
    for (CompletionStage<Done> write : writes) {
      get(write);
    }
    first.close();

    Instant begin = Instant.now();
    SaSnapshotStore second = store();
    List<CompletableFuture<?>> loads = new ArrayList<>();
    // All at once, as the shards of a node that starts are.
    List<CompletionStage<Epoch>> claims = IntStream.range(0, 512).mapToObj(second::claim).toList();
    for (CompletionStage<Epoch> claim : claims) {
      Epoch epoch = get(claim);
      for (PeerTag tag : second.known(epoch.shard())) {
        loads.add(
            second
                .load(epoch, tag)
                .thenAccept(stored -> assertThat(stored).isPresent())
                .toCompletableFuture());
      }
    }
    for (CompletableFuture<?> load : loads) {
      get(load);
    }

    assertThat(loads).hasSize(100_000);
    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(10));
  }
}
