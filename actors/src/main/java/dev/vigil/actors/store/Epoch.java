package dev.vigil.actors.store;

/**
 * One node's time as the owner of a shard. A later owner has a higher number, and from the moment
 * it has one, everything that is written under a lower one is refused.
 */
public record Epoch(int shard, long number) {}
