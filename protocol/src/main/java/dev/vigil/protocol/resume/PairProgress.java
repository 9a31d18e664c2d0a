package dev.vigil.protocol.resume;

/**
 * How far the sequence numbers of a pair of IPsec SAs have come.
 *
 * @param inboundSpi names the pair
 * @param inboundTop the highest sequence number that was accepted, 0 to 2^32 - 1
 * @param outboundLast the last one that was used, 0 to 2^32 - 1
 */
public record PairProgress(int inboundSpi, long inboundTop, long outboundLast) {}
