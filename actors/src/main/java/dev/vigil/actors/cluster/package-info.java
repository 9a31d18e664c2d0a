/**
 * This node among the nodes of its cluster: whether it may act, who else is there, who has died.
 */
@NullMarked
package dev.vigil.actors.cluster;

import org.jspecify.annotations.NullMarked;
