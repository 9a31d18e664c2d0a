/**
 * What the console shows and does on the running node: the router's screens, close enough that the
 * tools which operators already own read them, and the same facts as JSON.
 */
@NullMarked
package dev.vigil.console;

import org.jspecify.annotations.NullMarked;
