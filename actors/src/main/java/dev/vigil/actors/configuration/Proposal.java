package dev.vigil.actors.configuration;

/** What became of a proposed change. */
public sealed interface Proposal {
  /** It is the configuration of all nodes now, and safe on a majority of them. */
  record Accepted(SharedText now) implements Proposal {}

  /** Another change came first: nothing of this one was done. */
  record Overtaken(SharedText now) implements Proposal {}
}
