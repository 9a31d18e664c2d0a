/** What outlives a node: the snapshots of its peers, by shard, each shard with one owner. */
@NullMarked
package dev.vigil.actors.store;

import org.jspecify.annotations.NullMarked;
