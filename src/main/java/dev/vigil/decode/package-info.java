/**
 * {@code vigil decode}: reads a capture and prints the ISAKMP messages in it, decrypted where the
 * phase-1 cipher key is given. The capture formats are read here; what a message is, the codec in
 * {@link dev.vigil.protocol.wire} says.
 */
@NullMarked
package dev.vigil.decode;

import org.jspecify.annotations.NullMarked;
