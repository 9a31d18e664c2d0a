package dev.vigil.settings;

/**
 * How much an unproved stranger may make us remember.
 *
 * @param halfOpen exchanges before message 3, on this node
 * @param halfOpenPerAddress the same from one address
 */
public record AdmissionSettings(int halfOpen, int halfOpenPerAddress) {}
