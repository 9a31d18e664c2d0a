/**
 * Everything that hangs together for one remote site: half-open exchanges, its IKE SAs, its IPsec
 * SAs, which address of a crypto map entry is current, failover and back-off, uniqueness and rekey.
 * Pure like {@link dev.vigil.protocol.sa}.
 */
@NullMarked
package dev.vigil.protocol.peer;

import org.jspecify.annotations.NullMarked;
