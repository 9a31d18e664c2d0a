package dev.vigil.actors.shards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ShardBalanceTest {
  private static final int SHARDS = 512;
  private static final int AT_ONCE = 16;

  private final ShardBalance balance = new ShardBalance(SHARDS, AT_ONCE);
  private final Map<String, List<String>> homes = new TreeMap<>();
  private final Random random = new Random(1);
  private int moved;

  private List<String> shardsOf(String node) {
    return Objects.requireNonNull(homes.get(node));
  }

  private void join(String... nodes) {
    for (String node : nodes) {
      homes.put(node, new ArrayList<>());
    }
  }

  private String anyNode() {
    return List.copyOf(homes.keySet()).get(random.nextInt(homes.size()));
  }

  private void allocate(List<String> shards) {
    for (String shard : shards) {
      String home = balance.home(anyNode(), shard, homes);
      shardsOf(home).add(shard);
    }
  }

  private void allocateAll() {
    List<String> all = new ArrayList<>();
    for (int shard = 0; shard < SHARDS; shard++) {
      all.add(Integer.toString(shard));
    }
    allocate(all);
  }

  /** The node is gone, and its shards are asked for by the others. */
  private void leave(String node) {
    List<String> orphans = shardsOf(node);
    homes.remove(node);
    allocate(orphans);
  }

  /** Looks again and again until nothing moves any more; who asks for a shard is left to chance. */
  private void settle() {
    Set<String> leaving = balance.leaving(homes, Set.of());
    while (!leaving.isEmpty()) {
      assertThat(leaving).hasSizeLessThanOrEqualTo(AT_ONCE);
      moved += leaving.size();
      for (String shard : leaving) {
        homes.values().forEach(own -> own.remove(shard));
        shardsOf(balance.home(anyNode(), shard, homes)).add(shard);
      }
      leaving = balance.leaving(homes, Set.of());
    }
  }

  private void assertEven(double tolerance) {
    double even = (double) SHARDS / homes.size();
    assertThat(homes.values().stream().mapToInt(List::size).sum()).isEqualTo(SHARDS);
    homes.forEach((node, own) ->
        assertThat((double) own.size())
            .as(node)
            .isBetween(even * (1 - tolerance) - 1, even * (1 + tolerance) + 1));
  }

  @Test
  void whoAsksGetsTheShardAsLongAsTheLoadStaysEven() {
    join("a", "b", "c");
    int own = 0;
    for (int shard = 0; shard < SHARDS; shard++) {
      String requester = anyNode();
      String home = balance.home(requester, Integer.toString(shard), homes);
      shardsOf(home).add(Integer.toString(shard));
      own += home.equals(requester) ? 1 : 0;
    }
    assertEven(0.10);
    assertThat(own).isGreaterThan(SHARDS * 3 / 4);
  }

  @Test
  void ifOneAsksForAllTheOthersGetTheirPart() {
    join("a", "b", "c");
    for (int shard = 0; shard < SHARDS; shard++) {
      String home = balance.home("b", Integer.toString(shard), homes);
      shardsOf(home).add(Integer.toString(shard));
    }
    assertEven(0.10);
  }

  @Test
  void whoeverAsksWithoutBeingANodeThatMayTakeItIsNotAnswered() {
    join("a", "b");
    assertThat(balance.home("gone", "1", homes)).isEqualTo("a");
  }

  @Test
  void aFourthNodeGetsItsPartAndNothingElseMoves() {
    join("a", "b", "c");
    allocateAll();
    settle();
    moved = 0;
    Map<String, Set<String>> before = new TreeMap<>();
    homes.forEach((node, own) -> before.put(node, new HashSet<>(own)));

    join("d");
    settle();

    assertEven(0.05);
    double minimum = SHARDS / 4.0;
    assertThat((double) moved).isLessThanOrEqualTo(minimum * 1.2);
    before.forEach((node, own) -> assertThat(own).as(node).containsAll(shardsOf(node)));
  }

  @Test
  void shardsOfANodeThatIsGoneSpreadEvenlyAndComeBackAlone() {
    join("a", "b", "c");
    allocateAll();
    settle();
    for (String node : List.of("a", "b", "c")) {
      leave(node);
      assertEven(0.10);
      moved = 0;
      join(node);
      settle();
      assertEven(0.05);
      assertThat((double) moved).isLessThanOrEqualTo(SHARDS / 3.0 * 1.2);
    }
  }

  @Test
  void whatIsEvenStaysAsItIs() {
    join("a", "b", "c", "d");
    allocateAll();
    settle();
    assertThat(balance.leaving(homes, Set.of())).isEmpty();
  }

  @Test
  void whatIsOnTheMoveCountsAsMoved() {
    join("a");
    allocateAll();
    join("b");
    Set<String> first = Set.copyOf(balance.leaving(homes, Set.of()));
    assertThat(first).hasSize(AT_ONCE);
    assertThat(balance.leaving(homes, first)).isEmpty();

    Set<String> half = new HashSet<>(List.copyOf(first).subList(0, AT_ONCE / 2));
    assertThat(balance.leaving(homes, half)).hasSize(AT_ONCE / 2).doesNotContainAnyElementsOf(half);
  }

  @Test
  void aTargetThatLeftMeanwhileIsForgotten() {
    join("a");
    allocateAll();
    join("b");
    Set<String> leaving = Set.copyOf(balance.leaving(homes, Set.of()));
    homes.remove("b");
    for (String shard : leaving) {
      shardsOf("a").remove(shard);
      assertThat(balance.home("a", shard, homes)).isEqualTo("a");
      shardsOf("a").add(shard);
    }
  }

  @Test
  void thousandsOfJoinsAndLeavesEndEven() {
    join("a", "b", "c");
    allocateAll();
    for (int round = 0; round < 2000; round++) {
      if (homes.size() > 2 && random.nextBoolean()) {
        leave(anyNode());
      } else if (homes.size() < 9) {
        join("n" + round);
      }
      if (random.nextInt(3) == 0) {
        settle();
        assertEven(0.05);
      }
    }
  }

  @Test
  void theSameHistoryGivesTheSameHomes() {
    Map<String, List<String>> first = history();
    assertThat(history()).isEqualTo(first);
  }

  private static Map<String, List<String>> history() {
    ShardBalanceTest test = new ShardBalanceTest();
    test.join("a", "b", "c");
    test.allocateAll();
    test.leave("b");
    test.join("d");
    test.settle();
    return test.homes;
  }
}
