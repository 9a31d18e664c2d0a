package dev.vigil.actors.router;

import org.apache.pekko.actor.typed.ActorRef;

/**
 * Another living node.
 *
 * @param uid the number of its run
 */
public record Neighbour(long uid, ActorRef<RouterCommand> packets, ActorRef<EspCommand> esp) {}
