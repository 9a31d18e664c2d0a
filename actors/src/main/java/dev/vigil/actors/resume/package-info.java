/**
 * What makes tunnels outlive the node that held them. {@link dev.vigil.actors.resume.Resumption}
 * sees to it that every record in the snapshot store has a living entity; {@link
 * dev.vigil.actors.resume.ProgressWriter} tells the store how far the living ones' numbers are.
 */
@NullMarked
package dev.vigil.actors.resume;

import org.jspecify.annotations.NullMarked;
