/** That the documents say of the program what it is: they are read and held against it. */
@NullMarked
package dev.vigil.docs;

import org.jspecify.annotations.NullMarked;
