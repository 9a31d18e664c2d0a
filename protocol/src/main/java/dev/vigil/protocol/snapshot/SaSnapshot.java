package dev.vigil.protocol.snapshot;

import dev.vigil.protocol.frozen.FieldReader;
import dev.vigil.protocol.frozen.FieldWriter;
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
public record SaSnapshot(Cookie ours, Instant startedAt, IkeSa sa) {
  /** Whether it is established: nothing else outlives its node. */
  boolean matters() {
    return sa.established().isPresent();
  }

  void freeze(FieldWriter fields) {
    fields.eight(1, ours.value()).instant(2, startedAt).nested(3, sa::freeze);
  }

  static SaSnapshot thaw(FieldReader fields) {
    return new SaSnapshot(
        new Cookie(fields.eight(1)), fields.instant(2), IkeSa.thaw(fields.nested(3)));
  }
}
