/** How the nodes of a cluster stand, asked of each of them: what {@code show cluster} tells. */
@NullMarked
package dev.vigil.actors.census;

import org.jspecify.annotations.NullMarked;
