package dev.vigil.protocol.phase1;

import dev.vigil.protocol.config.IkePolicy;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.wire.LivenessProtocol;
import dev.vigil.protocol.wire.Payload;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What Main Mode with one peer needs to know.
 *
 * @param policies acceptable protection, best first; only those that authenticate by pre-shared key
 *     are used
 * @param preSharedKey chosen by the peer's address, since Main Mode needs it before any identity is
 *     known (RFC 2409 §5.4)
 * @param localIdentity what we send in message 5 or 6
 * @param liveness how we can be asked whether we live, and ask: what we announce
 * @param retransmission of the initiator's messages; a responder only ever answers
 * @param halfOpenLifetime after which an exchange that got nowhere is given up
 * @param initialContact as initiator, whether this is the only SA with that peer (RFC 2407
 *     §4.6.3.3)
 */
public record Phase1Settings(
    List<IkePolicy> policies,
    Secret preSharedKey,
    Payload.Identification localIdentity,
    Set<LivenessProtocol> liveness,
    NatSettings nat,
    Retransmission retransmission,
    Duration halfOpenLifetime,
    boolean initialContact) {
  public static final Duration HALF_OPEN_LIFETIME = Duration.ofSeconds(30);

  public Phase1Settings {
    policies = List.copyOf(policies);
    liveness = Set.copyOf(liveness);
  }

  public Phase1Settings withInitialContact(boolean value) {
    return new Phase1Settings(
        policies,
        preSharedKey,
        localIdentity,
        liveness,
        nat,
        retransmission,
        halfOpenLifetime,
        value);
  }
}
