package dev.vigil.protocol.phase1;

import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.exchange.Role;
import dev.vigil.protocol.phase1.Phase1State.AwaitChoice;
import dev.vigil.protocol.phase1.Phase1State.AwaitIdentity;
import dev.vigil.protocol.phase1.Phase1State.AwaitKey;
import dev.vigil.protocol.phase1.Phase1Step.Ignored;
import dev.vigil.protocol.wire.Octets;
import java.time.Instant;

/** A Main Mode under way, in either role. */
public final class Phase1 {
  private Phase1() {}

  /**
   * @param datagram a message of the Main Mode exchange with our cookie, not yet looked into
   * @param path that it came along
   * @param encrypted the header's flag; messages 5 and 6 must have it and the others must not
   */
  public static Phase1Step received(
      Phase1State state,
      Octets datagram,
      boolean encrypted,
      Path path,
      Phase1Settings settings,
      Instant now,
      Entropy entropy) {
    if (encrypted != state instanceof AwaitIdentity) {
      return new Ignored(
          encrypted ? DropReason.UNEXPECTED : DropReason.NOT_ENCRYPTED, "out of order");
    }
    return switch (state) {
      case AwaitChoice choice ->
          MainModeInitiator.secondMessage(choice, datagram, path, settings, entropy);
      case AwaitKey key -> MainModeInitiator.fourthMessage(key, datagram, path, settings);
      case AwaitIdentity identity ->
          identity.role() == Role.INITIATOR
              ? MainModeInitiator.sixthMessage(identity, datagram, path, settings, now)
              : MainModeResponder.fifthMessage(identity, datagram, path, settings, now);
    };
  }
}
