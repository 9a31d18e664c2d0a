/**
 * ESP (RFC 4303) as plain code: packets are sealed and opened under the keys of a {@link
 * dev.vigil.protocol.quickmode.ChildSa}, with sequence numbers and the replay window. Which packet
 * belongs to which SA, and where packets come from and go, is the data plane's business.
 */
@NullMarked
package dev.vigil.protocol.esp;

import org.jspecify.annotations.NullMarked;
