package dev.vigil.actors.census;

/**
 * How a node stands, in its own words.
 *
 * @param uid which run of the node it is, as cluster members have it
 * @param shards that it owns
 * @param sas IKE SAs
 * @param tunnels pairs of IPsec SAs
 * @param writesWaiting snapshots that are not safe yet
 * @param oldestMillis how long the first of them has waited, in milliseconds
 * @param mayAct whether its lease holds
 * @param store kind of its snapshot store
 */
public record NodeStanding(
    long uid,
    int shards,
    int sas,
    int tunnels,
    int writesWaiting,
    long oldestMillis,
    boolean mayAct,
    String store) {}
