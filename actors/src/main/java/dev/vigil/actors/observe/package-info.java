/**
 * What an operator can see of a running node: counters, snapshots of its SAs for {@code show}, and
 * the debug trace. Watching must never slow a tunnel: counters are striped, traces are bounded and
 * lose lines rather than wait.
 */
@NullMarked
package dev.vigil.actors.observe;

import org.jspecify.annotations.NullMarked;
