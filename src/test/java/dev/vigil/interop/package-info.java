/**
 * Real IKEv1 daemons against the head-end, in network namespaces: strongSwan, libreswan, ike-scan,
 * and tshark as the judge of what goes over the wire. The fixtures here create the namespaces,
 * start the daemons, watch their logs and remove everything again; what needs root, a TUN device or
 * a program that is absent says so and is skipped (with {@code CI=true} it fails).
 */
@NullMarked
package dev.vigil.interop;

import org.jspecify.annotations.NullMarked;
