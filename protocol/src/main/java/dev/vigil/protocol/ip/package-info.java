/**
 * IP packets as far as a tunnel's end must read them (RFC 791, RFC 8200): a checked view, the
 * selectors of RFC 4301 §5.2, and ICMP echo. Bytes go in and bytes come out.
 */
@NullMarked
package dev.vigil.protocol.ip;

import org.jspecify.annotations.NullMarked;
