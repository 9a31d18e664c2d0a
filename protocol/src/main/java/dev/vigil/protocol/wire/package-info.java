/**
 * The ISAKMP message as it stands on the wire (RFC 2408, RFC 2407, RFC 3947): records for every
 * payload that IKEv1 uses, one bounds-checked reader, and the codec between the two.
 *
 * <p>Nothing here decides anything: a message that is well formed is represented whole, also the
 * parts that Vigil has no use for; one that is not is reported with a reason and an offset. No
 * method throws on bytes that came from the network.
 */
@NullMarked
package dev.vigil.protocol.wire;

import org.jspecify.annotations.NullMarked;
