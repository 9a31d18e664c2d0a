package dev.vigil.actors.resume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.actors.observe.Counter;
import dev.vigil.actors.observe.Counters;
import dev.vigil.actors.peer.PeerExtractor;
import dev.vigil.actors.store.Epoch;
import dev.vigil.actors.store.Holder;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.resume.PeerProgress;
import dev.vigil.protocol.resume.SaProgress;
import dev.vigil.protocol.resume.ShardProgress;
import dev.vigil.protocol.wire.Cookie;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.pekko.actor.Address;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One node's part, in a time that the test moves; what it tells the region is only noted. */
class AwakeningTest {
  private static final Duration TICK = Duration.ofMillis(50);
  private static final Duration SETTLE = Duration.ofSeconds(3);
  private static final Membership.Node HERE = node("a", 11);
  private static final Membership.Node OTHER = node("b", 12);
  private static final int SHARD = 7;

  private final RecordedStore store = new RecordedStore();
  private final Counters counters = new Counters();
  private final Set<PeerTag> alive = new HashSet<>();
  private final List<PeerTag> told = new ArrayList<>();
  private boolean lease = true;
  private boolean wakes;
  private Duration now = Duration.ZERO;
  private Awakening awakening;

  private static Membership.Node node(String host, long uid) {
    return new Membership.Node(Address.apply("pekko", "vigil", host, 25520), uid);
  }

  private static PeerTag tag(int shard, int number) {
    return new PeerTag(shard << 24 - PeerExtractor.SHARD_BITS | number);
  }

  @BeforeEach
  void start() {
    start(Duration.ZERO);
  }

  private void start(Duration settle) {
    Living living =
        new Living() {
          @Override
          public boolean has(PeerTag tag) {
            return alive.contains(tag);
          }

          @Override
          public int count(int shard) {
            return (int)
                alive.stream().filter(t -> t.shard(PeerExtractor.SHARD_BITS) == shard).count();
          }
        };
    awakening =
        new Awakening(store, () -> lease, living, counters, this::region, 1000, settle, () -> now);
    awakening.members(new Membership(HERE, Set.of(HERE), Set.of(HERE)));
  }

  private void region(PeerTag tag) {
    told.add(tag);
    if (wakes) {
      alive.add(tag);
    }
  }

  private void run(Duration time) {
    Duration end = now.plus(time);
    for (int tick = 0; now.compareTo(end) < 0; tick++) {
      now = now.plus(TICK);
      if (tick % 5 == 0) {
        awakening.look();
      }
      awakening.wake();
    }
  }

  private void held(Membership.Node by) {
    store.holder(SHARD, new Holder.Elsewhere(by.address(), by.uid(), new Epoch(SHARD, 2)));
  }

  @Test
  void whatThisNodeHoldsAndDoesNotLiveIsWokenOnce() {
    store.holder(SHARD, new Holder.Here(new Epoch(SHARD, 1)));
    store.add(tag(SHARD, 1), tag(SHARD, 2));
    alive.add(tag(SHARD, 1));
    wakes = true;
    run(Duration.ofSeconds(10));

    assertThat(told).containsExactly(tag(SHARD, 2));
    assertThat(counters.get(Counter.WAKES_SENT)).isEqualTo(1);
    assertThat(counters.get(Counter.PEERS_RESUMED)).isEqualTo(1);
    assertThat(awakening.isBusy()).isFalse();
  }

  @Test
  void whatAMemberHoldsIsLeftToItUntilItIsGone() {
    awakening.members(new Membership(HERE, Set.of(HERE, OTHER), Set.of(HERE, OTHER)));
    held(OTHER);
    store.add(tag(SHARD, 1), tag(SHARD, 2));
    wakes = true;
    run(Duration.ofSeconds(10));
    assertThat(told).isEmpty();

    awakening.members(new Membership(HERE, Set.of(HERE), Set.of(HERE)));
    awakening.look();
    awakening.wake();
    assertThat(told).containsExactlyInAnyOrder(tag(SHARD, 1), tag(SHARD, 2));
  }

  @Test
  void whosePatienceEndsFirstComesFirst() {
    store.holder(SHARD, new Holder.Here(new Epoch(SHARD, 1)));
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    List<PeerProgress> known = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      store.add(tag(SHARD, i));
      SaProgress sa =
          new SaProgress(new Cookie(i), 1, OptionalInt.of(1), start.plusSeconds((i * 3) % 5));
      known.add(new PeerProgress(tag(SHARD, i), start, false, List.of(sa), List.of()));
    }
    store.progress(new Epoch(SHARD, 1), new ShardProgress(known), false);
    run(TICK);

    assertThat(told)
        .containsExactly(tag(SHARD, 0), tag(SHARD, 2), tag(SHARD, 4), tag(SHARD, 1), tag(SHARD, 3));
  }

  /** All wait behind the first in the region; more of them would only be in the way. */
  @Test
  void aShardThatFindsNoHomeIsAskedForByOneMessengerAtATime() {
    for (int i = 0; i < 100; i++) {
      store.add(tag(SHARD, i));
    }
    run(Duration.ofSeconds(1));
    assertThat(told).hasSize(100);
    run(Duration.ofSeconds(5));
    assertThat(told.size()).isBetween(105, 112);

    store.holder(SHARD, new Holder.Here(new Epoch(SHARD, 1)));
    wakes = true;
    told.clear();
    run(Duration.ofSeconds(10));
    assertThat(alive).hasSize(100);
    assertThat(told).hasSize(100);
  }

  @Test
  void whatFoundAHomeOnAnotherNodeIsThatNodesFromThen() {
    store.add(tag(SHARD, 1));
    run(Duration.ofMillis(500));
    assertThat(told).hasSize(1);
    awakening.members(new Membership(HERE, Set.of(HERE, OTHER), Set.of(HERE, OTHER)));
    held(OTHER);
    run(Duration.ofSeconds(20));

    assertThat(told).hasSize(1);
    assertThat(awakening.isBusy()).isFalse();
  }

  @Test
  void ofANodeThatLeavesOneMessengerFindsOutWhenTheShardIsFree() {
    awakening.members(new Membership(HERE, Set.of(HERE, OTHER), Set.of(HERE)));
    held(OTHER);
    for (int i = 0; i < 100; i++) {
      store.add(tag(SHARD, i));
    }
    run(Duration.ofSeconds(5));

    assertThat(told.size()).isBetween(9, 11);
  }

  @Test
  void aShardThatMovesAwayIsAskedForAtOnce() {
    store.holder(SHARD, new Holder.Here(new Epoch(SHARD, 1)));
    store.add(tag(SHARD, 1));
    alive.add(tag(SHARD, 1));
    run(Duration.ofSeconds(3));
    alive.clear();
    awakening.look();
    awakening.wake();

    assertThat(told).containsExactly(tag(SHARD, 1));
  }

  @Test
  void withoutTheLeaseNothingIsWoken() {
    store.add(tag(SHARD, 1));
    lease = false;
    run(Duration.ofSeconds(10));
    assertThat(told).isEmpty();
    lease = true;
    run(Duration.ofMillis(100));
    assertThat(told).hasSize(1);
  }

  @Test
  void whileNodesStillComeNobodyTakesUpWhatIsLost() {
    start(SETTLE);
    store.add(tag(SHARD, 1));
    run(Duration.ofSeconds(2));
    awakening.members(new Membership(HERE, Set.of(HERE, OTHER), Set.of(HERE, OTHER)));
    run(Duration.ofMillis(2900));
    assertThat(told).isEmpty();
    // The other may rank first; it does nothing here, so this one steps in a little later.
    run(Duration.ofMillis(5500));
    assertThat(told).isNotEmpty();
  }

  @Test
  void whatHasNoRecordAnyMoreIsLeftInPeace() {
    store.holder(SHARD, new Holder.Here(new Epoch(SHARD, 1)));
    store.add(tag(SHARD, 1));
    run(Duration.ofMillis(500));
    store.remove(new Epoch(SHARD, 1), tag(SHARD, 1));
    run(Duration.ofSeconds(60));

    assertThat(told.size()).isBetween(1, 2);
    assertThat(awakening.isBusy()).isFalse();
  }
}
