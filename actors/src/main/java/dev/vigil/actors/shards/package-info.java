/** On which node a shard of the peers lives, and when it moves. */
@NullMarked
package dev.vigil.actors.shards;

import org.jspecify.annotations.NullMarked;
