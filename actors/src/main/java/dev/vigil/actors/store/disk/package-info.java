/**
 * Buckets of encrypted records in files of this node: what the embedded store consists of, and what
 * a replicated one keeps beside its copies in memory.
 */
@NullMarked
package dev.vigil.actors.store.disk;

import org.jspecify.annotations.NullMarked;
