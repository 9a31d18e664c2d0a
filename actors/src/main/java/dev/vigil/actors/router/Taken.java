package dev.vigil.actors.router;

/**
 * Tells a node that forwards how far the receiver has come; lost ones are made good by the next.
 *
 * @param receiver the node that took them, by the number that its run has in the cluster
 * @param total as the last {@link Forwarded} had it
 */
public record Taken(long receiver, long total) implements RouterCommand, EspCommand {}
