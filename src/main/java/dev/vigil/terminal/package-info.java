/**
 * A terminal as a router has it: keys, editing of a line, history, pages. It moves with backspaces
 * and blanks only, so every terminal will do, and needs to know nothing of the head-end.
 */
@NullMarked
package dev.vigil.terminal;

import org.jspecify.annotations.NullMarked;
