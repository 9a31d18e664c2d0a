/**
 * The words that every exchange shares: who began it, the path it takes, why a datagram was dropped
 * or an SA closed.
 */
@NullMarked
package dev.vigil.protocol.exchange;

import org.jspecify.annotations.NullMarked;
