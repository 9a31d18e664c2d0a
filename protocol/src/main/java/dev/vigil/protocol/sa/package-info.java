/**
 * One IKE SA from its third Main Mode message to its end: {@link dev.vigil.protocol.sa.SaEvent} in,
 * {@link dev.vigil.protocol.sa.SaEffect} out. It puts Main Mode, Quick Mode, the Informational
 * exchange, retransmission, lifetimes and Dead Peer Detection together; each of them has a package
 * of its own. Sans-IO: no clock, no randomness, no socket of its own.
 */
@NullMarked
package dev.vigil.protocol.sa;

import org.jspecify.annotations.NullMarked;
