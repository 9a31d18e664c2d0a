/**
 * The way from {@code vigil exec} to the running node: a Unix socket that only its owner may open,
 * one request and one answer a connection. What a command means, the console decides.
 */
@NullMarked
package dev.vigil.control;

import org.jspecify.annotations.NullMarked;
