package dev.vigil.actors.resume;

/** What a node has to do for the records of a shard. */
enum Charge {
  /** Another node sees to it. */
  NONE,
  /** It owns the shard: it wakes whatever has no living entity. */
  OWNED,
  /** Nobody owns it: it wakes all, and so becomes its owner. */
  LOST,
  /** Its owner is about to leave: one message, now and then, finds out when it has. */
  CHANGING
}
