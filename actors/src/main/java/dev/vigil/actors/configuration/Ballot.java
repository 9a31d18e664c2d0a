package dev.vigil.actors.configuration;

import dev.vigil.protocol.wire.Octets;

/**
 * A wish to change the configuration, on its way to the node that gives the numbers out.
 *
 * @param replyTo the actor that wants to know what became of it, as its address
 * @param base number of the version that it was made on
 * @param save it is that version which is to go to the startup files; else {@code text} is new
 * @param text compressed, see {@link TextForm}
 */
public record Ballot(String replyTo, long base, boolean save, Octets text)
    implements NumberingCommand {}
