/** The program's entry point and its commands. */
@NullMarked
package dev.vigil.app;

import org.jspecify.annotations.NullMarked;
