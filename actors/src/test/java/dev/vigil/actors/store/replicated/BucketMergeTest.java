package dev.vigil.actors.store.replicated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.protocol.wire.Octets;
import java.io.NotSerializableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.UniqueAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties over random histories; the seed is the test's name. */
class BucketMergeTest {
  private static final List<UniqueAddress> NODES =
      List.of(node("a", 1), node("b", 2), node("b", 3));

  private static UniqueAddress node(String host, long uid) {
    return new UniqueAddress(new Address("pekko", "vigil", host, 7355), uid);
  }

  /** States that several owners, some at the same time, may have left. */
  private static List<ShardBucket> history(Random random) {
    List<ShardBucket> states = new ArrayList<>(List.of(ShardBucket.ZERO));
    for (int step = 0; step < 40; step++) {
      ShardBucket from = states.get(random.nextInt(states.size()));
      if (from.version().epoch() == 0 || random.nextInt(4) == 0) {
        UniqueAddress by = NODES.get(random.nextInt(NODES.size()));
        Version next = from.version().claimed(by);
        if (states.stream().noneMatch(state -> state.version().sameReign(next))) {
          states.add(from.claimed(next));
        }
      } else if (from.version().living()
          && states.stream().noneMatch(state -> state.version().equals(from.version().written()))) {
        states.add(write(from, random).resetDelta());
      }
      if (random.nextInt(8) == 0) {
        ShardBucket copy = states.get(random.nextInt(states.size()));
        states.add(new ShardBucket(copy.version().restored(), copy.records()));
      }
    }
    return states;
  }

  private static ShardBucket write(ShardBucket from, Random random) {
    TreeMap<Integer, Octets> changed = new TreeMap<>();
    TreeSet<Integer> removed = new TreeSet<>();
    for (int change = random.nextInt(5); change >= 0; change--) {
      int tag = random.nextInt(12);
      if (random.nextInt(3) == 0) {
        removed.add(tag);
        changed.remove(tag);
      } else {
        changed.put(tag, Octets.ofInt(random.nextInt()));
        removed.remove(tag);
      }
    }
    return from.written(Records.of(changed), Tags.of(removed));
  }

  private static ShardBucket merge(ShardBucket one, ShardBucket other) {
    return one.mergeData(other);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void mergingIsCommutativeAssociativeAndIdempotent(long seed) {
    List<ShardBucket> states = history(new Random(seed));

    for (ShardBucket a : states) {
      assertThat(merge(a, a)).isEqualTo(a);
      for (ShardBucket b : states) {
        assertThat(merge(a, b)).isEqualTo(merge(b, a));
        for (ShardBucket c : states.subList(0, 10)) {
          assertThat(merge(merge(a, b), c)).isEqualTo(merge(a, merge(b, c)));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16})
  void deltasOneByOneOrInGroupsGiveWhatTheWholeGives(long seed) {
    Random random = new Random(seed);
    ShardBucket start = ShardBucket.ZERO.claimed(Version.ZERO.claimed(NODES.getFirst()));
    ShardBucket owner = start;
    ShardBucket single = start;
    ShardBucket grouped = start;
    List<BucketDelta> group = new ArrayList<>();
    for (int step = 0; step < 200; step++) {
      ShardBucket written = write(owner, random);
      BucketDelta delta = written.deltaData().orElseThrow();
      owner = written.resetDelta();
      single = single.mergeDeltaData(delta);
      assertThat(single).isEqualTo(owner);
      assertThat(single.mergeDeltaData(delta)).isEqualTo(owner);
      group.add(delta);
      if (random.nextInt(4) == 0) {
        BucketDelta all = group.stream().reduce(BucketDelta::mergeData).orElseThrow();
        grouped = grouped.mergeDeltaData(all);
        assertThat(grouped).isEqualTo(owner);
        group.clear();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void deltaWithoutWhatCameBeforeItIsRefused(long seed) {
    Random random = new Random(seed);
    ShardBucket start = ShardBucket.ZERO.claimed(Version.ZERO.claimed(NODES.getFirst()));
    ShardBucket next = write(start, random).resetDelta();
    BucketDelta late = write(next, random).deltaData().orElseThrow();

    assertThatThrownBy(() -> start.mergeDeltaData(late))
        .isInstanceOf(IllegalArgumentException.class);
    ShardBucket other = next.claimed(next.version().claimed(NODES.get(1)));
    assertThat(other.mergeDeltaData(late)).isEqualTo(other);
  }

  @ParameterizedTest
  @ValueSource(longs = {25, 26, 27, 28})
  void watchIsToldOfEachStateOnceAndGoesWithTheBucket(long seed) {
    Random random = new Random(seed);
    List<ShardBucket> told = new ArrayList<>();
    ShardBucket bucket = ShardBucket.watched(told::add);
    List<ShardBucket> taken = new ArrayList<>();
    for (ShardBucket state : history(random)) {
      ShardBucket before = bucket;
      bucket = bucket.mergeData(state);
      if (!bucket.equals(before)) {
        taken.add(bucket);
      }
    }
    for (int step = 0; step < 20; step++) {
      ShardBucket written = write(bucket, random);
      if (random.nextBoolean()) {
        bucket = bucket.mergeDeltaData(written.deltaData().orElseThrow());
      } else {
        bucket = bucket.mergeData(written.resetDelta());
      }
      taken.add(bucket);
    }

    assertThat(taken).hasSizeGreaterThan(20);
    assertThat(told).isEqualTo(taken);
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33, 34})
  void bytesAreTheSameForEqualBucketsAndGiveThemBack(long seed) throws Exception {
    BucketSerializer serializer = new BucketSerializer();
    for (ShardBucket state : history(new Random(seed))) {
      byte[] bytes = serializer.toBinary(state);
      Object back = serializer.fromBinary(bytes, serializer.manifest(state));
      assertThat(back).isEqualTo(state);
      assertThat(serializer.toBinary(back)).isEqualTo(bytes);
      ShardBucket written = write(state, new Random(seed));
      BucketDelta delta = written.deltaData().orElseThrow();
      assertThat(serializer.fromBinary(serializer.toBinary(delta), serializer.manifest(delta)))
          .isEqualTo(delta);
      for (int cut = 0; cut < bytes.length; cut++) {
        byte[] part = Arrays.copyOf(bytes, cut);
        assertThatThrownBy(() -> serializer.fromBinary(part, serializer.manifest(state)))
            .isInstanceOf(NotSerializableException.class);
      }
    }
  }
}
