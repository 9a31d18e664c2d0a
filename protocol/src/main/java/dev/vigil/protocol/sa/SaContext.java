package dev.vigil.protocol.sa;

import dev.vigil.protocol.crypto.Entropy;
import java.time.Instant;

/**
 * What surrounds one step of an IKE SA.
 *
 * @param tracing whether anybody listens to the debug trace; what is notable is told in any case
 */
public record SaContext(Instant now, Entropy entropy, SaSettings settings, boolean tracing) {}
