/**
 * What a head-end is configured to do, as values: the typed model that the configuration language
 * is read into and rendered from, and the look-ups that the protocol machines ask of it. Nothing
 * here knows the language's syntax.
 */
@NullMarked
package dev.vigil.protocol.config;

import org.jspecify.annotations.NullMarked;
