package dev.vigil.actors.cluster;

import dev.vigil.settings.ClusterSettings;
import dev.vigil.settings.Joining;
import java.util.stream.Collectors;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a node one of several: what it says to the others, and how it finds them. */
public final class Membership {
  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

  private Membership() {}

  /**
   * Starts the actors that every node must have under its guardian, then joins.
   *
   * @param guardian the node's root
   */
  public static void start(
      ActorContext<?> guardian, ClusterSettings settings, MajorityLease lease) {
    guardian.spawn(LeaseKeeper.create(lease), LeaseKeeper.NAME);
    if (settings.hostWatch()) {
      ProcessIdentity.own()
          .ifPresentOrElse(
              own -> guardian.spawn(HostWatch.create(own), HostWatch.NAME),
              () -> LOG.warn("no host watch: this system does not say which process we are"));
    }
    Joiner.start(guardian, settings, Joiner.NameLookUp.SYSTEM);
  }

  /** Whom a node asks to be taken in, in words for an operator. */
  public static String asked(ClusterSettings settings) {
    return switch (settings.joining()) {
      case Joining.Unassisted() -> "vigil.cluster.seeds is empty";
      case Joining.Seeds(var nodes) ->
          "asked were "
              + nodes.stream()
                  .map(seed -> seed.host() + ":" + seed.port())
                  .collect(Collectors.joining(", "));
      case Joining.Dns(String name, int port, _) ->
          "asked were the addresses of %s, port %d".formatted(name, port);
    };
  }

  /** Why a node that is going down, or has gone, does so. */
  public enum Ending {
    /** It was told to, or failed. */
    ASKED,
    /** The other members went on without it: it has lost its SAs and may join anew. */
    EXCLUDED,
    /** The cluster that it wanted to join has other keys, shards or stores. */
    INCOMPATIBLE
  }

  /** Why that system goes down. */
  public static Ending ending(ActorSystem<?> system) {
    return CoordinatedShutdown.get(system)
        .getShutdownReason()
        .map(reason ->
            switch (reason) {
              case CoordinatedShutdown.ClusterDowningReason$ _ -> Ending.EXCLUDED;
              case CoordinatedShutdown.IncompatibleConfigurationDetectedReason$ _ ->
                  Ending.INCOMPATIBLE;
              default -> Ending.ASKED;
            })
        .orElse(Ending.ASKED);
  }
}
