/** Snapshots in a database that all nodes reach, the shard's epoch checked with each write. */
@NullMarked
package dev.vigil.actors.store.postgres;

import org.jspecify.annotations.NullMarked;
