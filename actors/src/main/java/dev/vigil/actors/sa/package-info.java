/**
 * One actor for each IKE SA. It is a thin shell around {@link dev.vigil.protocol.sa.IkeSa}: message
 * in, {@code step}, effects out, one timer re-armed from {@code nextDeadline}.
 */
@NullMarked
package dev.vigil.actors.sa;

import org.jspecify.annotations.NullMarked;
