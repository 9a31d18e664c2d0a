package dev.vigil.actors.dataplane;

import dev.vigil.protocol.config.TrafficSelector;

/**
 * A flow that a crypto map entry protects.
 *
 * @param connection the entry's label
 */
public record Policy(String connection, TrafficSelector local, TrafficSelector remote) {}
