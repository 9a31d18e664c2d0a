/**
 * The form in which values outlive their node: a version byte, then tagged fields, each with its
 * kind. A reader passes over fields that it does not know and takes a default for those that are
 * missing, so versions that differ read each other. No key of it ever changes its meaning.
 *
 * <p>Times have a precision of a millisecond.
 */
@NullMarked
package dev.vigil.protocol.frozen;

import org.jspecify.annotations.NullMarked;
