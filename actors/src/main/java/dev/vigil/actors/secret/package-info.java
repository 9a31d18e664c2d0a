/**
 * Where a node's secrets come from and go to: the cluster's secret, the platform's randomness, and
 * the key log that an operator may ask for. Nothing here ever reaches a log.
 */
@NullMarked
package dev.vigil.actors.secret;

import org.jspecify.annotations.NullMarked;
