package dev.vigil.protocol.config;

import dev.vigil.protocol.quickmode.EspTransform;

/** A named ESP protection ({@code crypto ipsec transform-set}). */
public record TransformSet(String name, EspTransform transform) {}
