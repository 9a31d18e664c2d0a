/**
 * NAT traversal (RFC 3947 and its drafts 02 and 03): which dialect two peers speak, whether a NAT
 * stands between them and on whose side, and when a keepalive is due.
 */
@NullMarked
package dev.vigil.protocol.natt;

import org.jspecify.annotations.NullMarked;
