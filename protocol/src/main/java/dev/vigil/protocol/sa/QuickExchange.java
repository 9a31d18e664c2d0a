package dev.vigil.protocol.sa;

import dev.vigil.protocol.quickmode.ChildRequest;
import dev.vigil.protocol.quickmode.QuickModeState;
import dev.vigil.protocol.wire.Octets;
import java.time.Instant;
import java.util.Optional;

/**
 * One Quick Mode under way, or just done.
 *
 * @param iv of the next message of this exchange
 * @param outstanding what we sent and an answer is due to
 * @param answered the last message that came, and what answered it
 * @param until when a finished exchange is forgotten; its message ID is not
 */
record QuickExchange(
    QuickModeState state,
    Octets iv,
    Optional<Outstanding> outstanding,
    Optional<Answered> answered,
    Instant until) {
  /** Longer than any peer goes on repeating its last message. */
  static final long LINGER_SECONDS = 120;

  int messageId() {
    return state.messageId();
  }

  QuickExchange withOutstanding(Optional<Outstanding> value) {
    return new QuickExchange(state, iv, value, answered, until);
  }

  QuickExchange withAnswered(Answered value) {
    return new QuickExchange(state, iv, outstanding, Optional.of(value), until);
  }

  /** What we asked for, if it is our exchange and not finished. */
  Optional<ChildRequest> wanted() {
    return state instanceof QuickModeState.InitiatorSent1 sent
        ? Optional.of(sent.request())
        : Optional.empty();
  }

  Instant deadline() {
    return outstanding.map(Outstanding::dueAt).orElse(until);
  }
}
