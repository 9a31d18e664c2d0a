package dev.vigil.actors.cluster;

/**
 * This node's leave to act for the SAs that it owns. It runs out by itself, by the clock that goes
 * on while a process is frozen, well before another node takes over: so a node that wakes up from a
 * long pause, or is cut off from the majority, sends nothing.
 */
@FunctionalInterface
public interface Lease {
  /** Of a node that is alone: nobody could take over from it. */
  Lease ALWAYS = () -> true;

  /** Whether the node may act at this moment. Fast: it is asked before every datagram. */
  boolean holds();
}
