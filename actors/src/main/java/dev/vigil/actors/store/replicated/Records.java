package dev.vigil.actors.store.replicated;

import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.wire.Octets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * What is kept of the peers of one shard, by tag. Immutable, sorted, 12 bytes beside each value.
 */
final class Records {
  static final Records EMPTY = new Records(new int[0], new Octets[0]);

  private final int[] tags;
  private final Octets[] values;

  /** Takes the arrays over; {@code tags} ascends strictly. */
  Records(int[] tags, Octets[] values) {
    this.tags = tags;
    this.values = values;
  }

  static Records of(SortedMap<Integer, Octets> records) {
    int[] tags = records.keySet().stream().mapToInt(Integer::intValue).toArray();
    return new Records(tags, records.values().toArray(new Octets[0]));
  }

  int size() {
    return tags.length;
  }

  int tag(int index) {
    return tags[index];
  }

  Octets value(int index) {
    return values[index];
  }

  Optional<Octets> get(int tag) {
    int at = Arrays.binarySearch(tags, tag);
    return at < 0 ? Optional.empty() : Optional.of(values[at]);
  }

  Set<PeerTag> peers() {
    Set<PeerTag> found = HashSet.newHashSet(tags.length);
    for (int tag : tags) {
      found.add(new PeerTag(tag));
    }
    return found;
  }

  /** With those in {@code changed} added or replaced, and those in {@code removed} gone. */
  Records with(Records changed, Tags removed) {
    int[] newTags = new int[tags.length + changed.tags.length];
    Octets[] newValues = new Octets[newTags.length];
    int size = 0;
    int mine = 0;
    int theirs = 0;
    while (mine < tags.length || theirs < changed.tags.length) {
      boolean old =
          theirs == changed.tags.length
              || (mine < tags.length && tags[mine] < changed.tags[theirs]);
      if (old && removed.has(tags[mine])) {
        mine++;
        continue;
      }
      if (!old && mine < tags.length && tags[mine] == changed.tags[theirs]) {
        mine++;
      }
      newTags[size] = old ? tags[mine] : changed.tags[theirs];
      newValues[size++] = old ? values[mine++] : changed.values[theirs++];
    }
    return new Records(Arrays.copyOf(newTags, size), Arrays.copyOf(newValues, size));
  }

  /** Those that {@code before} has not, or has another value of. */
  Records since(Records before) {
    int[] newTags = new int[tags.length];
    Octets[] newValues = new Octets[tags.length];
    int size = 0;
    for (int index = 0; index < tags.length; index++) {
      int at = Arrays.binarySearch(before.tags, tags[index]);
      if (at < 0 || !before.values[at].equals(values[index])) {
        newTags[size] = tags[index];
        newValues[size++] = values[index];
      }
    }
    return new Records(Arrays.copyOf(newTags, size), Arrays.copyOf(newValues, size));
  }

  /** The tags that {@code later} has no more. */
  Tags missingFrom(Records later) {
    TreeSet<Integer> gone = new TreeSet<>();
    for (int tag : tags) {
      if (Arrays.binarySearch(later.tags, tag) < 0) {
        gone.add(tag);
      }
    }
    return Tags.of(gone);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Records that
        && Arrays.equals(tags, that.tags)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(tags) + Arrays.hashCode(values);
  }

  /** How many: what is kept of peers holds keys. */
  @Override
  public String toString() {
    return tags.length + " records";
  }
}
