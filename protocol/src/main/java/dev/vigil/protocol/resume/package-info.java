/**
 * What moves with every exchange and is therefore not in a snapshot: DPD's numbers and ESP's
 * sequence numbers. It replicates lazily, a shard at a time; a new owner goes on from the last that
 * it knows of.
 */
@NullMarked
package dev.vigil.protocol.resume;

import org.jspecify.annotations.NullMarked;
