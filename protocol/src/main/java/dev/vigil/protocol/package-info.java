/**
 * IKEv1 (RFC 2407, 2408, 2409, 3706, 3947, 3948) as pure functions; time and entropy are arguments.
 */
@NullMarked
package dev.vigil.protocol;

import org.jspecify.annotations.NullMarked;
