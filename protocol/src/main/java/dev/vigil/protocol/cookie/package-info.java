/**
 * Names that say where they belong: our half of the cookie pair and our ESP SPIs carry, enciphered
 * under a key of the cluster, the peer that they serve. So any node finds the owner of any datagram
 * without a look-up, also after the peer's address or port has changed. The formats and their
 * reasons are in ADR 0001.
 */
@NullMarked
package dev.vigil.protocol.cookie;

import org.jspecify.annotations.NullMarked;
