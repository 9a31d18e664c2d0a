package dev.vigil.settings;

import java.time.Duration;

/**
 * How long a peer that does not answer is called.
 *
 * @param retransmitAfter wait before a request is sent a second time; each wait is twice the last
 * @param tries how often a request is sent in all before the next listed peer is called
 * @param backOff wait after none of an entry's peers answered; doubled each time
 * @param longestBackOff where the doubling ends
 */
public record NegotiationSettings(
    Duration retransmitAfter, int tries, Duration backOff, Duration longestBackOff) {}
