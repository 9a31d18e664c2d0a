package dev.vigil.protocol.peer;

import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.phase1.HalfOpen;
import dev.vigil.protocol.wire.Cookie;
import java.time.Instant;

/** An exchange of which only message 1 came. Nothing of it is proved. */
record HalfOpenEntry(HalfOpen halfOpen, Path path, Instant expiresAt) {
  Cookie ours() {
    return halfOpen.cookies().responder();
  }

  /** Whether it began with this cookie from there. */
  boolean began(Cookie initiator, Path from) {
    return halfOpen.cookies().initiator().equals(initiator) && path.equals(from);
  }
}
