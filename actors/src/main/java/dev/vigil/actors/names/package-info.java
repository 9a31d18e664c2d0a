/**
 * What host names of the configuration resolve to: asked for without keeping anybody waiting, and
 * known beforehand for peers that call in.
 */
@NullMarked
package dev.vigil.actors.names;

import org.jspecify.annotations.NullMarked;
