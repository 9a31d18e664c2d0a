package dev.vigil.actors.resume;

import dev.vigil.actors.store.Holder;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.Address;

/**
 * The nodes of the cluster, as this one knows them.
 *
 * @param self this node
 * @param present all that may still own shards, those that are about to leave included
 * @param staying those of them that new shards may go to
 */
record Membership(Node self, Set<Node> present, Set<Node> staying) {
  Membership {
    present = Set.copyOf(present);
    staying = Set.copyOf(staying);
  }

  /**
   * One run of a node.
   *
   * @param uid which run of it that is
   */
  record Node(Address address, long uid) {}

  /** The node that holds the shard can not act for it any more. */
  boolean isLost(Holder holder) {
    return switch (holder) {
      case Holder.Nobody() -> true;
      case Holder.Here _ -> false;
      case Holder.Elsewhere(var node, long uid, _) -> !present.contains(new Node(node, uid));
    };
  }

  /** The node that holds the shard is there, and about to give it to another. */
  boolean isLeaving(Holder holder) {
    return holder instanceof Holder.Elsewhere(var node, long uid, _)
        && present.contains(new Node(node, uid))
        && !staying.contains(new Node(node, uid));
  }

  /**
   * In which place this node stands among those that could bring a shard back, 0 for the first: by
   * rendezvous hashing, so that all nodes agree, the shards spread evenly, and only those of a node
   * that goes away change places.
   */
  int rank(int shard) {
    List<Node> order =
        staying.stream().sorted(Comparator.comparingLong(node -> weight(node, shard))).toList();
    int place = order.indexOf(self);
    return place < 0 ? order.size() : place;
  }

  /** The finisher of MurmurHash3 over node and shard; alike on every JVM. */
  private static long weight(Node node, int shard) {
    long mixed = node.uid() * 31 + node.address().toString().hashCode();
    mixed = mix(mixed) + shard;
    return mix(mixed);
  }

  private static long mix(long value) {
    long mixed = value;
    mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
