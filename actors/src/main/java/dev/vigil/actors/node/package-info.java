/**
 * One running node: {@link dev.vigil.actors.node.HeadEnd} starts it, changes its configuration,
 * answers about it and stops it. What all its actors share is in {@link
 * dev.vigil.actors.node.NodeContext}.
 */
@NullMarked
package dev.vigil.actors.node;

import org.jspecify.annotations.NullMarked;
