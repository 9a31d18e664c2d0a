package dev.vigil.actors.store.replicated;

import java.util.HashSet;
import java.util.Set;
import org.apache.pekko.cluster.UniqueAddress;

/**
 * Which disks have been asked since the cluster started, as a set of words that only grows: {@code
 * disk ID NODE} for each that has, {@code awaits ID} for each that was a member when one of these
 * stopped, {@code open} once shards may be claimed.
 */
record Roll(Set<String> words) {
  private static final String OPEN = "open";
  private static final String DISK = "disk ";
  private static final String AWAITS = "awaits ";

  Roll {
    words = Set.copyOf(words);
  }

  static String node(UniqueAddress node) {
    return node.address() + "#" + node.longUid();
  }

  static String open() {
    return OPEN;
  }

  static Set<String> of(String id, UniqueAddress node, Set<String> members) {
    Set<String> words = new HashSet<>();
    words.add(DISK + id + " " + node(node));
    members.forEach(member -> words.add(AWAITS + member));
    return words;
  }

  boolean isOpen() {
    return words.contains(OPEN);
  }

  /** Disks that somebody waits for. */
  Set<String> missing() {
    Set<String> missing = new HashSet<>();
    Set<String> here = new HashSet<>();
    for (String word : words) {
      if (word.startsWith(AWAITS)) {
        missing.add(word.substring(AWAITS.length()));
      } else if (word.startsWith(DISK)) {
        here.add(word.split(" ", -1)[1]);
      }
    }
    missing.removeAll(here);
    return missing;
  }

  /** The disks of these nodes. */
  Set<String> disksOf(Set<String> nodes) {
    Set<String> disks = new HashSet<>();
    for (String word : words) {
      String[] parts = word.split(" ", -1);
      if (word.startsWith(DISK) && nodes.contains(parts[2])) {
        disks.add(parts[1]);
      }
    }
    return disks;
  }
}
