package dev.vigil.protocol.phase1;

import dev.vigil.protocol.crypto.DiffieHellman;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.exchange.Role;
import dev.vigil.protocol.natt.NatTraversal;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.CookiePair;
import dev.vigil.protocol.wire.Octets;

/** Where a Main Mode stands that this node takes part in. */
public sealed interface Phase1State {
  Role role();

  /**
   * As initiator: message 1 is out, we wait for the choice.
   *
   * @param sai body of our SA payload, which the hashes cover
   */
  record AwaitChoice(Cookie initiator, Octets sai) implements Phase1State {
    @Override
    public Role role() {
      return Role.INITIATOR;
    }
  }

  /**
   * As initiator: message 3 is out, we wait for the peer's public value.
   *
   * @param nonce ours
   */
  record AwaitKey(
      CookiePair cookies,
      Octets sai,
      Suite suite,
      PeerFeatures features,
      DiffieHellman.KeyPair keyPair,
      Octets nonce)
      implements Phase1State {
    @Override
    public Role role() {
      return Role.INITIATOR;
    }
  }

  /**
   * As initiator message 5 is out, as responder message 4: we wait for the peer's identity.
   *
   * @param nat what the NAT-D payloads told
   * @param iv of the next encrypted message
   */
  record AwaitIdentity(
      Role role,
      CookiePair cookies,
      Octets sai,
      Suite suite,
      PeerFeatures features,
      NatTraversal nat,
      PublicValues values,
      Keys keys,
      Octets iv)
      implements Phase1State {
    AwaitIdentity withIv(Octets next) {
      return new AwaitIdentity(role, cookies, sai, suite, features, nat, values, keys, next);
    }
  }

  /** Both public Diffie-Hellman values, the initiator's first. */
  record PublicValues(Octets initiator, Octets responder) {}

  /** What phase 1 derives (RFC 2409 §5 and Appendix B). */
  record Keys(Secret skeyid, Secret skeyidD, Secret skeyidA, Secret cipherKey) {}
}
