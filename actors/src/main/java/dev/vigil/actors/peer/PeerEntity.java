package dev.vigil.actors.peer;

import dev.vigil.actors.node.NodeContext;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.peer.PeerState;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * The sharded entity of a peer: it begins with what the store keeps of the peer, then is the peer's
 * actor under supervision. Should that fail, it goes on from the state that it published last, its
 * IKE SAs untouched; if it fails time and again it stops with its SAs, whose peer hears Deletes.
 */
public final class PeerEntity {
  private static final int MOST_RESTARTS = 5;
  private static final Duration RESTART_WINDOW = Duration.ofMinutes(1);

  /** Messages that wait for the store's first answer. */
  private static final int MOST_WAITING = 64;

  private PeerEntity() {}

  /** The entity of this tag on a node that nothing is handed over from. */
  public static Behavior<PeerMessage> create(PeerTag tag, NodeContext node) {
    return create(tag, node, _ -> {});
  }

  /**
   * @param onward to wherever the peer lives next
   */
  public static Behavior<PeerMessage> create(
      PeerTag tag, NodeContext node, Consumer<PeerEnvelope> onward) {
    return Behaviors.withStash(
        MOST_WAITING,
        stash ->
            Behaviors.withTimers(timers ->
                Behaviors.setup(entity -> {
                  PeerLink link =
                      new PeerLink(tag, entity.getSelf(), PeerState.starting(node.now()));
                  node.roster().add(link);
                  return new PeerLoading(
                      entity, timers, stash, node, link, onward, PeerEntity::supervised);
                })));
  }

  private static Behavior<PeerMessage> supervised(PeerHome home) {
    return Behaviors.supervise(
            Behaviors.<PeerMessage>setup(
                context -> Behaviors.withTimers(timers -> new PeerActor(context, timers, home))))
        .onFailure(
            SupervisorStrategy.restart()
                .withLimit(MOST_RESTARTS, RESTART_WINDOW)
                .withStopChildren(false));
  }
}
