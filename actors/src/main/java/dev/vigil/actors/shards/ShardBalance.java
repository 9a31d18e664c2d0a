package dev.vigil.actors.shards;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where shards belong. A shard that has no home goes to the node that asks for it, as its peers'
 * datagrams come in there, unless that would make the load uneven. A shard that has one moves only
 * if the load is uneven, to the node that has least. Nodes are given by name; equal loads are told
 * apart by it, so that the outcome depends on nothing else. For one thread.
 */
final class ShardBalance {
  /** How far the load of whoever asks may be above even, or above the least load. */
  private static final double LEEWAY = 0.10;

  /** Loads that are off by less than that are even. */
  private static final double TOLERANCE = 0.05;

  private final int shards;
  private final int atOnce;

  /** Where shards go that are about to move. */
  private final Map<String, String> plan = new HashMap<>();

  /**
   * @param shards that there are in all
   * @param atOnce that may be on the move
   */
  ShardBalance(int shards, int atOnce) {
    this.shards = shards;
    this.atOnce = atOnce;
  }

  /**
   * The home of a shard that has none.
   *
   * @param requester a node that has use for it; any other name if there is no such node
   * @param homes the nodes that may take shards, at least one, with those they have
   */
  String home(String requester, String shard, Map<String, List<String>> homes) {
    String planned = plan.remove(shard);
    if (planned != null && homes.containsKey(planned)) {
      return planned;
    }
    TreeMap<String, Integer> loads = loads(homes);
    plan.values().forEach(target -> loads.computeIfPresent(target, (_, load) -> load + 1));
    String least = extreme(loads, Comparator.naturalOrder());
    double even = (double) shards / homes.size();
    Integer own = loads.get(requester);
    boolean fits =
        own != null
            && own + 1 <= even * (1 + LEEWAY)
            && own - load(loads, least) <= Math.max(1, even * LEEWAY);
    return fits ? requester : least;
  }

  /**
   * The shards that are to leave their homes now; {@link #home} will know where they belong.
   *
   * @param moving shards that are leaving already
   */
  Set<String> leaving(Map<String, List<String>> homes, Set<String> moving) {
    Map<String, String> found = moves(homes, moving);
    plan.putAll(found);
    return found.keySet();
  }

  private Map<String, String> moves(Map<String, List<String>> homes, Set<String> moving) {
    Map<String, List<String>> staying = new TreeMap<>();
    homes.forEach((node, own) -> {
      List<String> left = new ArrayList<>(own);
      left.removeAll(moving);
      staying.put(node, left);
    });
    plan.keySet().removeIf(shard -> !moving.contains(shard) && has(homes, shard));
    TreeMap<String, Integer> loads = loads(staying);
    plan.values().forEach(target -> loads.computeIfPresent(target, (_, load) -> load + 1));
    Map<String, String> moves = new LinkedHashMap<>();
    while (moving.size() + moves.size() < atOnce && uneven(loads)) {
      String most = extreme(loads, Comparator.reverseOrder());
      String least = extreme(loads, Comparator.naturalOrder());
      List<String> own = staying.getOrDefault(most, List.of());
      if (own.isEmpty() || load(loads, most) - load(loads, least) < 2) {
        break;
      }
      moves.put(own.removeLast(), least);
      loads.merge(most, -1, Integer::sum);
      loads.merge(least, 1, Integer::sum);
    }
    return moves;
  }

  private static boolean has(Map<String, List<String>> homes, String shard) {
    return homes.values().stream().anyMatch(own -> own.contains(shard));
  }

  /** While few shards have a home, what they differ by is little as well. */
  private boolean uneven(Map<String, Integer> loads) {
    double even = loads.values().stream().mapToInt(Integer::intValue).average().orElse(0);
    double off = Math.max(1, TOLERANCE * shards / loads.size());
    return loads.values().stream().anyMatch(load -> Math.abs(load - even) > off);
  }

  private static TreeMap<String, Integer> loads(Map<String, List<String>> homes) {
    TreeMap<String, Integer> loads = new TreeMap<>();
    homes.forEach((node, own) -> loads.put(node, own.size()));
    return loads;
  }

  private static int load(Map<String, Integer> loads, String node) {
    return loads.getOrDefault(node, 0);
  }

  private static String extreme(TreeMap<String, Integer> loads, Comparator<Integer> order) {
    return loads.entrySet().stream()
        .min(Map.Entry.<String, Integer>comparingByValue(order).thenComparing(Map.Entry::getKey))
        .orElseThrow()
        .getKey();
  }
}
