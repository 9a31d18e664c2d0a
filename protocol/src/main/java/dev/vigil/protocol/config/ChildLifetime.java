package dev.vigil.protocol.config;

import java.time.Duration;

/**
 * How long a pair of IPsec SAs may serve.
 *
 * @param kilobytes of traffic, 0 for no limit
 */
public record ChildLifetime(Duration time, long kilobytes) {}
