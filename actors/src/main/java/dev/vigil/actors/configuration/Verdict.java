package dev.vigil.actors.configuration;

import dev.vigil.protocol.wire.Octets;

/**
 * What became of a {@link Ballot}.
 *
 * @param accepted whether it is in force now
 * @param version what is in force, in the form of {@link TextForm}; empty: nothing could be made
 *     safe, nobody knows
 */
public record Verdict(boolean accepted, Octets version) {}
