/**
 * Quick Mode (RFC 2409 §5.5): one exchange under an established IKE SA that yields a pair of IPsec
 * SAs with their keys, with or without perfect forward secrecy.
 */
@NullMarked
package dev.vigil.protocol.quickmode;

import org.jspecify.annotations.NullMarked;
