/** Rules of the house that no compiler checks: the shape of the sources and of the checkout. */
@NullMarked
package dev.vigil.house;

import org.jspecify.annotations.NullMarked;
