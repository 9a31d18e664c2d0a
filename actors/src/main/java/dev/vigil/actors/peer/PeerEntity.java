package dev.vigil.actors.peer;

import dev.vigil.actors.node.NodeContext;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.peer.PeerState;
import java.time.Duration;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * The sharded entity of a peer: its actor under supervision. Should that fail, it goes on from the
 * state that it published last, its IKE SAs untouched; if it fails time and again it stops with its
 * SAs, whose peer hears Deletes.
 */
public final class PeerEntity {
  private static final int MOST_RESTARTS = 5;
  private static final Duration RESTART_WINDOW = Duration.ofMinutes(1);

  private PeerEntity() {}

  /** The entity of this tag. */
  public static Behavior<PeerMessage> create(PeerTag tag, NodeContext node) {
    return Behaviors.setup(entity -> {
      PeerLink link = new PeerLink(tag, entity.getSelf(), PeerState.starting(node.now()));
      SaNursery sas = new SaNursery(tag, node);
      node.roster().add(link);
      return Behaviors.supervise(
              Behaviors.<PeerMessage>setup(context ->
                  Behaviors.withTimers(timers -> new PeerActor(context, timers, node, link, sas))))
          .onFailure(
              SupervisorStrategy.restart()
                  .withLimit(MOST_RESTARTS, RESTART_WINDOW)
                  .withStopChildren(false));
    });
  }
}
