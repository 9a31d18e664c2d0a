/**
 * What {@code debug crypto isakmp} shows: events as records, and the router's lines that they turn
 * into. No event ever carries a key, and none is made while nobody listens.
 *
 * <p>The wording is that of the router's own documents, of one era of its software: {@code
 * ISAKMP:(0:1:SW:1):} before what belongs to an SA, {@code ISAKMP (0:134217729):} before what comes
 * from the wire, {@code ISAKMP:} else. Left out are lines that show the router's memory and not its
 * protocol: {@code Unlocking IPSEC struct}, {@code Unlocking IKE struct}, {@code Deleting peer node
 * by peer_reap}, {@code Locking peer struct}, {@code insert sa successfully}, {@code received ke
 * message}.
 */
@NullMarked
package dev.vigil.protocol.trace;

import org.jspecify.annotations.NullMarked;
