/** How messages look between the nodes of one cluster, and nowhere else. */
@NullMarked
package dev.vigil.actors.serialization;

import org.jspecify.annotations.NullMarked;
