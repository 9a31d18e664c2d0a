/**
 * What {@code debug crypto isakmp} shows: events as records, and the router's lines that they turn
 * into. No event ever carries a key, and none is made while nobody listens.
 */
@NullMarked
package dev.vigil.protocol.trace;

import org.jspecify.annotations.NullMarked;
