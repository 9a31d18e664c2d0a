package dev.vigil.actors.resume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.actors.store.Epoch;
import dev.vigil.actors.store.Holder;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.Address;
import org.junit.jupiter.api.Test;

class ChargesTest {
  private static final int SHARDS = 512;
  private static final Membership.Node A = node("a", 11);
  private static final Membership.Node B = node("b", 12);
  private static final Membership.Node C = node("c", 13);
  private static final Holder NOBODY = new Holder.Nobody();

  private static Membership.Node node(String host, long uid) {
    return new Membership.Node(Address.apply("pekko", "vigil", host, 25520), uid);
  }

  private static Holder heldBy(Membership.Node node, int shard) {
    return new Holder.Elsewhere(node.address(), node.uid(), new Epoch(shard, 3));
  }

  private static Membership of(Membership.Node self, Set<Membership.Node> nodes) {
    return new Membership(self, nodes, nodes);
  }

  private static Charge charge(Membership members, int shard, Holder holder, Duration lostFor) {
    return new Charges(SHARDS).of(shard, holder, members, lostFor);
  }

  @Test
  void eachLostShardIsBroughtBackByExactlyOneNodeAndAllOfThemDoTheirShare() {
    Set<Membership.Node> nodes = Set.of(A, B, C);
    int[] taken = new int[3];
    for (int shard = 0; shard < SHARDS; shard++) {
      int by = 0;
      for (Membership.Node self : List.of(A, B, C)) {
        if (charge(of(self, nodes), shard, NOBODY, Duration.ZERO) == Charge.LOST) {
          by++;
          taken[List.of(A, B, C).indexOf(self)]++;
        }
      }
      assertThat(by).isEqualTo(1);
    }

    assertThat(Arrays.stream(taken).min().getAsInt()).isGreaterThan(SHARDS / 5);
  }

  @Test
  void whenANodeGoesOnlyItsSharesChange() {
    Membership three = of(A, Set.of(A, B, C));
    Membership two = of(A, Set.of(A, B));
    for (int shard = 0; shard < SHARDS; shard++) {
      if (three.rank(shard) == 0) {
        assertThat(two.rank(shard)).isZero();
      }
    }
  }

  @Test
  void theNextInLineTakesOverIfTheFirstDoesNothing() {
    Membership members = of(A, Set.of(A, B, C));
    for (int shard = 0; shard < SHARDS; shard++) {
      int rank = members.rank(shard);
      Charges charges = new Charges(SHARDS);
      Duration turn = Duration.ofSeconds(5L * rank);
      assertThat(charges.of(shard, NOBODY, members, turn)).isEqualTo(Charge.LOST);
      if (rank > 0) {
        assertThat(charges.of(shard, NOBODY, members, turn.minusMillis(1))).isEqualTo(Charge.NONE);
      }
    }
  }

  @Test
  void anEarlierRunOfAMemberIsGone() {
    Membership alone = of(A, Set.of(A));
    Membership.Node before = new Membership.Node(A.address(), 10);

    assertThat(charge(alone, 7, heldBy(before, 7), Duration.ZERO)).isEqualTo(Charge.LOST);
    assertThat(charge(alone, 7, heldBy(B, 7), Duration.ZERO)).isEqualTo(Charge.LOST);
    assertThat(charge(of(A, Set.of(A, B)), 7, heldBy(B, 7), Duration.ZERO)).isEqualTo(Charge.NONE);
  }

  @Test
  void aShardOfThisNodeIsItsOwnAndOneOfANodeThatLeavesIsGuided() {
    Membership leaving = new Membership(A, Set.of(A, B), Set.of(A));

    assertThat(charge(leaving, 7, new Holder.Here(new Epoch(7, 1)), Duration.ZERO))
        .isEqualTo(Charge.OWNED);
    assertThat(charge(leaving, 7, heldBy(B, 7), Duration.ZERO)).isEqualTo(Charge.CHANGING);
  }

  @Test
  void whoLeavesTakesNothing() {
    Membership members = new Membership(A, Set.of(A, B), Set.of(B));

    for (int shard = 0; shard < SHARDS; shard++) {
      assertThat(charge(members, shard, NOBODY, Duration.ofHours(1))).isEqualTo(Charge.NONE);
    }
    assertThat(new HashSet<>(members.staying())).containsExactly(B);
  }
}
