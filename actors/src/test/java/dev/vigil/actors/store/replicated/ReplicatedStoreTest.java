package dev.vigil.actors.store.replicated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vigil.actors.store.Epoch;
import dev.vigil.actors.store.Fenced;
import dev.vigil.actors.store.Holder;
import dev.vigil.actors.store.StoreLag;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.wire.Octets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.pekko.actor.Address;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three actor systems with a store each. */
class ReplicatedStoreTest {
  private static final int SHARD = 3;
  private final List<MemoryDisk> disks =
      new ArrayList<>(List.of(new MemoryDisk(), new MemoryDisk(), new MemoryDisk()));
  @TempDir private Path directory;
  private final List<StoreNode> nodes = new ArrayList<>();

  @AfterEach
  void stop() {
    nodes.forEach(StoreNode::close);
  }

  private void start(int count) {
    for (int index = 0; index < count; index++) {
      nodes.add(node(index, nodes.isEmpty() ? List.of() : List.of(nodes.getFirst().address())));
    }
    nodes.forEach(node -> node.awaitMembers(count));
  }

  private StoreNode node(int index, List<Address> seeds) {
    return new StoreNode(disks.get(index), name(index), seeds);
  }

  private DiskName name(int index) {
    try {
      return DiskName.in(Files.createDirectories(directory.resolve("node" + index)));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void killLast() {
    StoreNode last = nodes.removeLast();
    Address address = last.address();
    last.kill();
    nodes.getFirst().down(address);
    nodes.getFirst().awaitMembers(nodes.size());
  }

  private static PeerTag tag(int number) {
    return new PeerTag((SHARD << 15) | number);
  }

  private static Octets snapshot(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return Octets.wrap(bytes);
  }

  private static Optional<Octets> load(StoreNode node, Epoch epoch, PeerTag tag) {
    return node.store()
        .load(epoch, tag)
        .toCompletableFuture()
        .join()
        .map(stored -> stored.snapshot());
  }

  @Test
  void putOutlivesItsNode() {
    start(3);
    StoreNode first = nodes.getFirst();
    StoreNode second = nodes.get(1);
    Epoch epoch = first.claim(SHARD);
    for (int number = 0; number < 50; number++) {
      first.put(epoch, tag(number), snapshot(600));
    }
    first.store().remove(epoch, tag(7)).toCompletableFuture().orTimeout(5, TimeUnit.SECONDS).join();
    await()
        .untilAsserted(() ->
            assertThat(second.store().holder(SHARD))
                .isEqualTo(new Holder.Elsewhere(first.address(), first.uid(), epoch)));
    nodes.removeFirst().kill();
    second.awaitMembers(2);

    Epoch next = second.claim(SHARD);

    assertThat(next.number()).isGreaterThan(epoch.number());
    assertThat(second.store().known(SHARD)).hasSize(49).doesNotContain(tag(7));
    assertThat(load(second, next, tag(49))).contains(snapshot(600));
    assertThat(second.store().holder(SHARD)).isEqualTo(new Holder.Here(next));
    assertThat(second.claim(SHARD)).isEqualTo(next);
    killLast();
    second.put(next, tag(60), snapshot(10));
    assertThat(second.store().lag()).isEqualTo(StoreLag.NONE);
  }

  @Test
  void ownerBeforeIsFenced() {
    start(3);
    Epoch old = nodes.getFirst().claim(SHARD);
    nodes.getFirst().put(old, tag(1), snapshot(10));
    Epoch now = nodes.get(1).claim(SHARD);

    assertThatThrownBy(() -> nodes.getFirst().put(old, tag(1), snapshot(20)))
        .hasCauseInstanceOf(Fenced.class);
    assertThatThrownBy(() -> load(nodes.getFirst(), old, tag(1))).hasCauseInstanceOf(Fenced.class);
    assertThat(load(nodes.get(1), now, tag(1))).contains(snapshot(10));
  }

  @Test
  void ofSeveralThatClaimAtOnceOneOwnsTheShard() {
    start(3);
    for (int shard = 100; shard < 130; shard++) {
      int which = shard;
      List<CompletableFuture<Epoch>> claims =
          nodes.stream().map(node -> node.store().claim(which).toCompletableFuture()).toList();
      claims.forEach(claim -> claim.handle((_, _) -> true).orTimeout(10, TimeUnit.SECONDS).join());
      PeerTag peer = new PeerTag(shard << 15);
      int writers = 0;
      for (int node = 0; node < 3; node++) {
        if (!claims.get(node).isCompletedExceptionally()) {
          CompletableFuture<?> put =
              nodes
                  .get(node)
                  .store()
                  .put(claims.get(node).join(), peer, snapshot(10))
                  .toCompletableFuture();
          writers += put.handle((_, failure) -> failure == null ? 1 : 0).join();
        }
      }
      assertThat(writers).isEqualTo(1);
    }
  }

  @Test
  void fullShardPasses() {
    start(2);
    StoreNode first = nodes.getFirst();
    Epoch epoch = first.claim(SHARD);
    List<CompletableFuture<?>> puts = new ArrayList<>();
    for (int number = 0; number < 2000; number++) {
      puts.add(first.store().put(epoch, tag(number), snapshot(600)).toCompletableFuture());
    }
    CompletableFuture.allOf(puts.toArray(CompletableFuture[]::new))
        .orTimeout(10, TimeUnit.SECONDS)
        .join();

    Epoch next = nodes.get(1).claim(SHARD);

    assertThat(nodes.get(1).store().known(SHARD)).hasSize(2000);
    assertThat(load(nodes.get(1), next, tag(1999))).contains(snapshot(600));
  }

  @Test
  void wholeClusterComesBackFromItsDisks() {
    start(3);
    Epoch epoch = nodes.getFirst().claim(SHARD);
    for (int number = 0; number < 20; number++) {
      nodes.getFirst().put(epoch, tag(number), snapshot(600));
    }
    await().until(() -> disks.stream().allMatch(disk -> disk.records(SHARD).size() == 20));
    await().until(() -> IntStream.range(0, 3).allMatch(disk -> name(disk).members().size() == 3));
    MemoryDisk stale = disks.getFirst().copy();
    nodes
        .getFirst()
        .store()
        .remove(epoch, tag(0))
        .toCompletableFuture()
        .orTimeout(5, TimeUnit.SECONDS)
        .join();
    nodes.getFirst().put(epoch, tag(30), snapshot(30));
    await().until(() -> disks.stream().allMatch(disk -> disk.records(SHARD).size() == 20));
    await().until(() -> nodes.get(2).store().known(SHARD).contains(tag(30)));
    nodes.forEach(StoreNode::kill);
    nodes.clear();

    disks.set(0, stale);
    start(3);
    Epoch next = nodes.getFirst().claim(SHARD);

    assertThat(next.number()).isGreaterThan(epoch.number());
    assertThat(nodes.getFirst().store().known(SHARD))
        .hasSize(20)
        .contains(tag(30))
        .doesNotContain(tag(0));
  }

  @Test
  void nodeThatJoinsTakesWhatTheClusterHas() {
    start(2);
    Epoch epoch = nodes.getFirst().claim(SHARD);
    nodes.getFirst().put(epoch, tag(1), snapshot(10));
    nodes.getFirst().put(epoch, tag(2), snapshot(10));
    await().until(() -> disks.get(1).records(SHARD).size() == 2);
    MemoryDisk old = disks.get(1).copy();
    killLast();
    nodes
        .getFirst()
        .store()
        .remove(epoch, tag(1))
        .toCompletableFuture()
        .orTimeout(5, TimeUnit.SECONDS)
        .join();

    disks.set(1, old);
    StoreNode joined = node(1, List.of(nodes.getFirst().address()));
    nodes.add(joined);
    joined.awaitMembers(2);
    Epoch next = joined.claim(SHARD);

    assertThat(joined.store().known(SHARD)).containsExactly(tag(2));
    assertThat(next.number()).isGreaterThan(epoch.number());
    await().until(() -> old.records(SHARD).size() == 1);
  }

  @Test
  void minorityWritesNothing() {
    start(3);
    Epoch epoch = nodes.getFirst().claim(SHARD);
    nodes.getFirst().put(epoch, tag(1), snapshot(10));
    nodes.removeLast().kill();
    nodes.removeLast().kill();

    assertThatThrownBy(() -> nodes.getFirst().put(epoch, tag(2), snapshot(10)))
        .hasCauseInstanceOf(NotSafe.class);
    assertThatThrownBy(() -> nodes.getFirst().claim(SHARD + 1)).hasCauseInstanceOf(NotSafe.class);
  }

  @Test
  void manyShardsAreTakenOverAtOnce() {
    start(3);
    List<CompletableFuture<?>> puts = new ArrayList<>();
    for (int shard = 0; shard < 170; shard++) {
      Epoch epoch = nodes.getFirst().claim(shard);
      for (int number = 0; number < 60; number++) {
        PeerTag peer = new PeerTag((shard << 15) | number);
        puts.add(nodes.getFirst().store().put(epoch, peer, snapshot(600)).toCompletableFuture());
      }
    }
    CompletableFuture.allOf(puts.toArray(CompletableFuture[]::new))
        .orTimeout(10, TimeUnit.SECONDS)
        .join();
    nodes.removeFirst().kill();
    nodes.getFirst().awaitMembers(2);
    List<CompletableFuture<?>> claims = new ArrayList<>();
    long begin = System.nanoTime();
    for (int shard = 0; shard < 170; shard++) {
      claims.add(nodes.getFirst().store().claim(shard).toCompletableFuture());
    }
    CompletableFuture.allOf(claims.toArray(CompletableFuture[]::new))
        .orTimeout(10, TimeUnit.SECONDS)
        .join();
    Duration took = Duration.ofNanos(System.nanoTime() - begin);

    assertThat(took).isLessThan(Duration.ofSeconds(3));
    for (int shard = 0; shard < 170; shard++) {
      assertThat(nodes.getFirst().store().known(shard)).hasSize(60);
    }
  }
}
