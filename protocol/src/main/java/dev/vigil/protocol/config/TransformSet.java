package dev.vigil.protocol.config;

/** A named ESP protection ({@code crypto ipsec transform-set}). */
public record TransformSet(String name, EspTransform transform) {}
