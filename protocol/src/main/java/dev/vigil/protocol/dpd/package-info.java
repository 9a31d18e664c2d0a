/**
 * Dead Peer Detection (RFC 3706) for one IKE SA: when to ask "are you there", how often to ask
 * again and when to give up, which number each question carries, and which of the peer's questions
 * are answered. Events and the time go in, effects come out; nothing here knows of messages or
 * keys.
 *
 * <p>Only authenticated messages may reach this package, and each of them as exactly one event: an
 * R-U-THERE as {@link dev.vigil.protocol.dpd.DpdEvent.RequestReceived}, an R-U-THERE-ACK as {@link
 * dev.vigil.protocol.dpd.DpdEvent.AckReceived}, anything else as {@link
 * dev.vigil.protocol.dpd.DpdEvent.ProofOfLife}. So a replayed question or answer is never taken for
 * a sign of life.
 */
@NullMarked
package dev.vigil.protocol.dpd;

import org.jspecify.annotations.NullMarked;
