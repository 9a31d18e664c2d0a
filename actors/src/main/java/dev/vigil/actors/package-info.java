/** The Pekko system around the protocol core. */
@NullMarked
package dev.vigil.actors;

import org.jspecify.annotations.NullMarked;
