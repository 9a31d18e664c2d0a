/** A peer with its IKE SAs as bytes that outlive their node, in a versioned form. */
@NullMarked
package dev.vigil.protocol.snapshot;

import org.jspecify.annotations.NullMarked;
