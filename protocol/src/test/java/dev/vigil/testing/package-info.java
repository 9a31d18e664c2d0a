/** What the tests of every module share. */
@NullMarked
package dev.vigil.testing;

import org.jspecify.annotations.NullMarked;
