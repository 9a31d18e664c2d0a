package dev.vigil.actors.store.replicated;

import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;

/** A sorted set of peer tags. */
final class Tags {
  static final Tags NONE = new Tags(new int[0]);

  private final int[] tags;

  /** Takes the array over, which ascends strictly. */
  Tags(int[] tags) {
    this.tags = tags;
  }

  static Tags of(SortedSet<Integer> tags) {
    return new Tags(tags.stream().mapToInt(Integer::intValue).toArray());
  }

  int size() {
    return tags.length;
  }

  int tag(int index) {
    return tags[index];
  }

  boolean has(int tag) {
    return Arrays.binarySearch(tags, tag) >= 0;
  }

  /** Without those in {@code back}, with those in {@code more}. */
  Tags then(Records back, Tags more) {
    TreeSet<Integer> all = new TreeSet<>();
    for (int tag : tags) {
      if (back.get(tag).isEmpty()) {
        all.add(tag);
      }
    }
    for (int tag : more.tags) {
      all.add(tag);
    }
    return of(all);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tags that && Arrays.equals(tags, that.tags);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(tags);
  }

  @Override
  public String toString() {
    return Arrays.toString(tags);
  }
}
