/** The node's HOCON settings as typed, validated records. */
@NullMarked
package dev.vigil.settings;

import org.jspecify.annotations.NullMarked;
