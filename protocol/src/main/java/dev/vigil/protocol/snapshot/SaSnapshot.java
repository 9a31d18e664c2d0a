package dev.vigil.protocol.snapshot;

import dev.vigil.protocol.sa.IkeSa;
import dev.vigil.protocol.wire.Cookie;
import java.time.Instant;

/**
 * An established IKE SA.
 *
 * @param ours our half of its cookie pair
 * @param sa as it was; one that comes out of bytes must be given to {@link IkeSa#resume} before
 *     anything else
 */
public record SaSnapshot(Cookie ours, Instant startedAt, IkeSa sa) {}
