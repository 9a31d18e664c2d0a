package dev.vigil.protocol.peer;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * Why a crypto map entry went down, or could not come up.
 *
 * @param peer whom it was with, or was to be with; empty: a host name that did not resolve
 * @param reason one clause, as the log has it
 */
public record ConnectionEnd(Instant at, Optional<InetAddress> peer, String reason) {}
