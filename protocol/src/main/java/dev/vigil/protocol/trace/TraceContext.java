package dev.vigil.protocol.trace;

import dev.vigil.protocol.sa.Path;
import dev.vigil.protocol.sa.Role;

/**
 * What every line of one SA shares.
 *
 * @param connection the number that the router prints as {@code (0:N:SW:1)} and {@code conn-id}
 */
public record TraceContext(int connection, Role role, Path path) {}
