/**
 * The router's configuration language: one declarative tree of commands from which the reader of
 * files, the line-by-line session, help, completion and {@code show running-config} all follow.
 *
 * <p>{@link dev.vigil.language.Grammar} holds the tree, {@link dev.vigil.language.Matcher} walks
 * it, {@link dev.vigil.language.ConfigReader} reads a whole file into a {@link
 * dev.vigil.language.RunningConfig}, which renders itself back, and {@link
 * dev.vigil.language.Validation} says what of it cannot be honoured.
 */
@NullMarked
package dev.vigil.language;

import org.jspecify.annotations.NullMarked;
