/**
 * What goes through the IPsec SAs. {@link dev.vigil.actors.dataplane.DataPlane} is the port that
 * the rest of a node sees: pairs of IPsec SAs go in and out, figures come back. A packet never
 * costs an actor a message: it leaves time stamps that the IKE SA's actor looks at when it must.
 */
@NullMarked
package dev.vigil.actors.dataplane;

import org.jspecify.annotations.NullMarked;
