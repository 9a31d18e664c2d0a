package dev.vigil.protocol.quickmode;

import dev.vigil.protocol.crypto.DiffieHellman.KeyPair;
import dev.vigil.protocol.wire.Octets;
import java.util.Optional;

/** Where one Quick Mode stands. */
public sealed interface QuickModeState {
  /** Names the exchange under its IKE SA. */
  int messageId();

  /** We sent message 1 and wait for message 2. */
  record InitiatorSent1(
      int messageId, ChildRequest request, Octets nonce, Optional<KeyPair> keyPair)
      implements QuickModeState {}

  /**
   * We sent message 2 and wait for message 3.
   *
   * @param child what stands as soon as message 3 proves that the peer is not replayed
   */
  record ResponderSent2(int messageId, Octets initiatorNonce, Octets responderNonce, ChildSa child)
      implements QuickModeState {}

  /** Nothing more is expected; kept so that repeats are known as such. */
  record Done(int messageId) implements QuickModeState {}
}
