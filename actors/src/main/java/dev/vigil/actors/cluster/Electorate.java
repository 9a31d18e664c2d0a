package dev.vigil.actors.cluster;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.cluster.ClusterEvent.CurrentClusterState;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;

/**
 * The members that count when one of them asks for leave to act: all that were ever up and are not
 * removed. Members that cannot be reached count as well, until the cluster has decided to remove
 * them.
 *
 * @param tieBreaker the member whose half goes on when the cluster is split into two halves, as the
 *     split-brain resolver's keep-majority has it; empty while members come or go
 */
record Electorate(Set<Voter> voters, Optional<Voter> tieBreaker) {
  Electorate {
    voters = Set.copyOf(voters);
  }

  static Electorate of(CurrentClusterState state) {
    Set<Voter> voters = new HashSet<>();
    Optional<Member> lowest = Optional.empty();
    boolean quiet = true;
    for (Member member : state.getMembers()) {
      if (counts(member.status())) {
        voters.add(Voter.of(member.uniqueAddress()));
        if (lowest.isEmpty()
            || Member.addressOrdering().compare(member.address(), lowest.get().address()) < 0) {
          lowest = Optional.of(member);
        }
      }
      quiet &= member.status().equals(MemberStatus.up());
    }
    return new Electorate(
        voters, quiet ? lowest.map(member -> Voter.of(member.uniqueAddress())) : Optional.empty());
  }

  private static boolean counts(MemberStatus status) {
    return acts(status) || status.equals(MemberStatus.down());
  }

  /** Whether a member in this status may be given leave to act. */
  static boolean acts(MemberStatus status) {
    return status.equals(MemberStatus.up())
        || status.equals(MemberStatus.leaving())
        || status.equals(MemberStatus.exiting());
  }

  /** Whether these are more than half, or the half that goes on. */
  boolean decides(Set<Voter> granted) {
    long votes = voters.stream().filter(granted::contains).count();
    return votes * 2 > voters.size()
        || votes * 2 == voters.size() && tieBreaker.filter(granted::contains).isPresent();
  }
}
