/**
 * Main Mode with pre-shared keys (RFC 2409 §5.4), initiator and responder, from the choice of a
 * proposal to the authenticated identities; NAT detection (RFC 3947) happens on the way.
 */
@NullMarked
package dev.vigil.protocol.phase1;

import org.jspecify.annotations.NullMarked;
