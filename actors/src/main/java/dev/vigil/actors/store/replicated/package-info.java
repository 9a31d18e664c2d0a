/**
 * The store of clusters: every node holds every shard in memory (Pekko Distributed Data), a write
 * is safe when a majority has it, and each node keeps a copy on its disk for the day on which all
 * of them are stopped.
 */
@NullMarked
package dev.vigil.actors.store.replicated;

import org.jspecify.annotations.NullMarked;
