package dev.vigil.decode;

import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.crypto.InitializationVector;
import dev.vigil.protocol.crypto.MessageProtection;
import dev.vigil.protocol.crypto.MessageProtection.Opening;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.wire.Header;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import dev.vigil.protocol.wire.Transform;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a listener must remember of one IKE SA to decipher its messages: the algorithms, both public
 * values, and the chain of initialisation vectors of each exchange (RFC 2409 Appendix B). A
 * repeated message is deciphered with the vector that it had the first time.
 */
final class Conversation {
  private static final int KEY_LENGTH = 14;

  private final Secret key;
  private @Nullable EncryptionAlgorithm encryption;
  private @Nullable HashAlgorithm hash;
  private @Nullable Octets initiatorPublic;
  private @Nullable Octets responderPublic;
  private @Nullable Octets lastPhase1Block;
  private final Map<Integer, Octets> nextVector = new HashMap<>();
  private final Map<Octets, Octets> vectorOfRepeat = new HashMap<>();

  Conversation(Secret key) {
    this.key = key;
  }

  /** Learns from a message in the clear. */
  void observe(List<Payload> payloads) {
    for (Payload payload : payloads) {
      if (payload instanceof Payload.SecurityAssociation sa) {
        // The responder's answer, with exactly one transform, comes second and has the last word.
        sa.proposals().stream()
            .flatMap(p -> p.transforms().stream())
            .findFirst()
            .ifPresent(this::choose);
      } else if (payload instanceof Payload.KeyExchange ke) {
        if (initiatorPublic == null) {
          initiatorPublic = ke.data();
        } else if (responderPublic == null && !initiatorPublic.equals(ke.data())) {
          responderPublic = ke.data();
        }
      }
    }
  }

  private void choose(Transform transform) {
    int cipher = number(transform, 1);
    encryption =
        EncryptionAlgorithm.ofPhase1(cipher, Math.max(0, number(transform, KEY_LENGTH)))
            .orElse(null);
    hash = HashAlgorithm.ofPhase1(number(transform, 2)).orElse(null);
  }

  private static int number(Transform transform, int type) {
    return transform.attribute(type).map(a -> (int) a.number()).orElse(-1);
  }

  /** The message with its payloads in the clear, or empty where it cannot be deciphered. */
  Optional<Octets> decipher(Header header, Octets datagram) {
    EncryptionAlgorithm cipher = encryption;
    if (cipher == null || key.length() != cipher.keyBytes()) {
      return Optional.empty();
    }
    Octets repeated = vectorOfRepeat.get(datagram);
    Optional<Octets> vector =
        repeated != null ? Optional.of(repeated) : vector(cipher, header.messageId());
    if (vector.isEmpty() || vector.get().length() != cipher.blockBytes()) {
      return Optional.empty();
    }
    return switch (MessageProtection.open(cipher, key, vector.get(), datagram)) {
      case Opening.Refused() -> Optional.empty();
      case Opening.Opened(Octets message, Octets lastBlock) -> {
        if (vectorOfRepeat.putIfAbsent(datagram, vector.get()) == null) {
          nextVector.put(header.messageId(), lastBlock);
          if (header.messageId() == 0) {
            lastPhase1Block = lastBlock;
          }
        }
        yield Optional.of(message);
      }
    };
  }

  private Optional<Octets> vector(EncryptionAlgorithm cipher, int messageId) {
    Octets next = nextVector.get(messageId);
    HashAlgorithm digest = hash;
    if (next != null) {
      return Optional.of(next);
    }
    if (digest == null) {
      return Optional.empty();
    }
    if (messageId != 0 && lastPhase1Block != null) {
      return Optional.of(
          InitializationVector.ofExchange(cipher, digest, lastPhase1Block, messageId));
    }
    if (initiatorPublic == null || responderPublic == null) {
      return Optional.empty();
    }
    Octets first = InitializationVector.ofPhase1(cipher, digest, initiatorPublic, responderPublic);
    return Optional.of(
        messageId == 0 ? first : InitializationVector.ofExchange(cipher, digest, first, messageId));
  }
}
