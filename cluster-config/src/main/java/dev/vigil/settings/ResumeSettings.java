package dev.vigil.settings;

import java.time.Duration;

/**
 * How tunnels come back that another node, or an earlier run of this one, held.
 *
 * @param rate peers that are woken in a second
 * @param settle how long no node must have come before a node that has just joined takes up what
 *     nobody holds
 * @param progressInterval in which the store is told how far the numbers of all peers are
 */
public record ResumeSettings(int rate, Duration settle, Duration progressInterval) {}
