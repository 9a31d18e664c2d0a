package dev.vigil.actors.census;

/**
 * How does your node stand?
 *
 * @param replyTo the asking actor, as its address
 */
public record Question(String replyTo) {}
