/**
 * The arithmetic of IKEv1: ciphers, hashes, Diffie-Hellman groups, the SKEYID family, the chain of
 * initialisation vectors and the protection of a message (RFC 2409 §5, Appendix B). Keys go in and
 * bytes come out; nothing here knows what exchange it serves.
 */
@NullMarked
package dev.vigil.protocol.crypto;

import org.jspecify.annotations.NullMarked;
