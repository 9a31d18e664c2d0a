/**
 * ESP (RFC 4303) as plain code: packets are sealed and opened under the keys of a {@link
 * dev.vigil.protocol.quickmode.ChildSa}, with sequence numbers and the replay window. Which packet
 * belongs to which SA, and where packets come from and go, is the data plane's business.
 *
 * <p>Nothing is kept keyed: each thread has one engine of a kind and keys it for each packet, which
 * is cheap for the ciphers in use (ADR 0002). So a sealer and an opener hold, beside the keys that
 * the {@code ChildSa} has anyway, 160 bytes together with a replay window of 64, and 400 bytes with
 * one of 1024 ({@code benchmarks/results/esp.md}).
 */
@NullMarked
package dev.vigil.protocol.esp;

import org.jspecify.annotations.NullMarked;
