/** JMH measurements of the hot paths. */
@NullMarked
package dev.vigil.benchmarks;

import org.jspecify.annotations.NullMarked;
