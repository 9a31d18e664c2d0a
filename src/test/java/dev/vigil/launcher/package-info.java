/** Tests of the shell script {@code ./vigil} that finds a JDK, builds and runs. */
@NullMarked
package dev.vigil.launcher;

import org.jspecify.annotations.NullMarked;
