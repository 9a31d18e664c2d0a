package dev.vigil.actors.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.resume.PeerProgress;
import dev.vigil.protocol.resume.ShardProgress;
import dev.vigil.protocol.wire.Octets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.Done;
import org.junit.jupiter.api.Test;

/** What every store does. */
public abstract class StoreContract {
  private static final int SHARD = 3;
  private static final PeerTag TAG = new PeerTag(SHARD << 15 | 77);
  private static final PeerTag OTHER = new PeerTag(SHARD << 15 | 78);

  /** A store that the test class closes. */
  protected abstract SaSnapshotStore store();

  protected static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static PeerProgress progress(PeerTag tag, long second) {
    return new PeerProgress(tag, Instant.ofEpochSecond(second), false, List.of(), List.of());
  }

  @Test
  void whatIsPutIsLoadedAndKnownUntilItIsRemoved() throws Exception {
    SaSnapshotStore store = store();
    Epoch epoch = get(store.claim(SHARD));

    assertThat(get(store.load(epoch, TAG))).isEmpty();
    get(store.put(epoch, TAG, Octets.ofHex("0102")));
    get(store.put(epoch, OTHER, Octets.ofHex("03")));
    get(store.put(epoch, TAG, Octets.ofHex("0405")));

    assertThat(get(store.load(epoch, TAG)).map(Stored::snapshot)).contains(Octets.ofHex("0405"));
    assertThat(store.known(SHARD)).containsExactlyInAnyOrder(TAG, OTHER);
    assertThat(store.known(SHARD + 1)).isEmpty();

    get(store.remove(epoch, TAG));
    get(store.remove(epoch, TAG));
    assertThat(get(store.load(epoch, TAG))).isEmpty();
    assertThat(store.known(SHARD)).containsExactly(OTHER);
  }

  @Test
  void aClaimIsGivenAgainWhileItIsOnAndTellsWhoTheOwnerIs() throws Exception {
    SaSnapshotStore store = store();
    Epoch epoch = get(store.claim(SHARD));

    assertThat(get(store.claim(SHARD))).isEqualTo(epoch);
    assertThat(store.holder(SHARD)).isEqualTo(new Holder.Here(epoch));
  }

  @Test
  void underAnEpochThatIsOverNothingIsWrittenOrRead() throws Exception {
    SaSnapshotStore store = store();
    Epoch epoch = get(store.claim(SHARD));
    Epoch over = new Epoch(SHARD, epoch.number() - 1);

    List<CompletionStage<?>> refused =
        List.of(
            store.put(over, TAG, Octets.ofHex("01")),
            store.remove(over, TAG),
            store.load(over, TAG),
            store.progress(over, new ShardProgress(List.of(progress(TAG, 1))), true));

    for (CompletionStage<?> stage : refused) {
      assertThatThrownBy(() -> get(stage)).hasCauseInstanceOf(Fenced.class);
    }
    assertThat(get(store.load(epoch, TAG))).isEmpty();
  }

  @Test
  void progressOfSomePeersLeavesThatOfOthers() throws Exception {
    SaSnapshotStore store = store();
    Epoch epoch = get(store.claim(SHARD));
    get(store.put(epoch, TAG, Octets.ofHex("01")));
    get(store.progress(epoch, new ShardProgress(List.of(progress(TAG, 1))), false));
    get(store.progress(epoch, new ShardProgress(List.of(progress(OTHER, 2))), true));
    get(store.progress(epoch, new ShardProgress(List.of(progress(TAG, 3))), true));

    assertThat(store.known(SHARD, Set.of(TAG, OTHER)).peers())
        .containsExactlyInAnyOrder(progress(TAG, 3), progress(OTHER, 2));
    assertThat(store.known(SHARD, Set.of(TAG)).peers()).containsExactly(progress(TAG, 3));
    assertThat(get(store.load(epoch, TAG)).flatMap(Stored::progress))
        .isEqualTo(Optional.of(progress(TAG, 3)));
  }

  @Test
  void writesOfOnePeerKeepTheirOrder() throws Exception {
    SaSnapshotStore store = store();
    Epoch epoch = get(store.claim(SHARD));
    List<CompletableFuture<Done>> writes = new ArrayList<>();
    AtomicInteger told = new AtomicInteger();
    for (int i = 0; i < 500; i++) {
      int number = i;
      writes.add(
          store
              .put(epoch, TAG, Octets.ofInt(number))
              .thenApply(done -> {
                assertThat(told.getAndIncrement()).isEqualTo(number);
                return done;
              })
              .toCompletableFuture());
    }
    for (CompletableFuture<Done> write : writes) {
      get(write);
    }

    assertThat(get(store.load(epoch, TAG)).map(Stored::snapshot)).contains(Octets.ofInt(499));
    assertThat(store.lag().waiting()).isZero();
  }
}
