/**
 * One actor for each remote site, a sharded entity named by the peer's tag. It is a thin shell
 * around {@link dev.vigil.protocol.peer.PeerMachine}: it runs the machine's effects, supervises the
 * site's IKE SA actors, and says goodbye for one that failed.
 */
@NullMarked
package dev.vigil.actors.peer;

import org.jspecify.annotations.NullMarked;
