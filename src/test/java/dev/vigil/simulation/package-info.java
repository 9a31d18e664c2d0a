/**
 * A head-end with a hundred thousand peers in virtual time: the machine that watches them is the
 * product's own, the peers are models of those that exist, the network loses, delays, repeats and
 * reorders. One seed decides everything, so each figure can be had again.
 */
@NullMarked
package dev.vigil.simulation;

import org.jspecify.annotations.NullMarked;
