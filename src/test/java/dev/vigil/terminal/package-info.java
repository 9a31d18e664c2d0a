/** Tests of the terminal: what is drawn is what is meant. */
@NullMarked
package dev.vigil.terminal;

import org.jspecify.annotations.NullMarked;
