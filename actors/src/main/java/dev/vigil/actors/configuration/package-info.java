/**
 * The one configuration of all nodes: its text with a number, which every change raises by one. One
 * node at a time gives the numbers out, so all nodes see the same changes in the same order.
 */
@NullMarked
package dev.vigil.actors.configuration;

import org.jspecify.annotations.NullMarked;
