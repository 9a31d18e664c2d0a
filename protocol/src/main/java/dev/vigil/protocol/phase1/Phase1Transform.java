package dev.vigil.protocol.phase1;

import dev.vigil.protocol.config.Authentication;
import dev.vigil.protocol.config.IkePolicy;
import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.trace.Phase1Trace.OfferedPolicy;
import dev.vigil.protocol.wire.Attribute;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Transform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A policy as a transform on the wire, and back (RFC 2409 Appendix A). */
final class Phase1Transform {
  static final int KEY_IKE = 1;

  private static final int ENCRYPTION = 1;
  private static final int HASH = 2;
  private static final int AUTHENTICATION = 3;
  private static final int GROUP = 4;
  private static final int LIFE_TYPE = 11;
  private static final int LIFE_DURATION = 12;
  private static final int KEY_LENGTH = 14;
  private static final int SECONDS = 1;
  private static final int KILOBYTES = 2;
  private static final Set<Integer> KNOWN =
      Set.of(ENCRYPTION, HASH, AUTHENTICATION, GROUP, LIFE_TYPE, LIFE_DURATION, KEY_LENGTH);

  private Phase1Transform() {}

  /** In the order in which routers write them. */
  static Transform of(int number, IkePolicy policy) {
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(Attribute.basic(ENCRYPTION, policy.encryption().phase1Code()));
    if (policy.encryption().needsKeyLength()) {
      attributes.add(Attribute.basic(KEY_LENGTH, 8 * policy.encryption().keyBytes()));
    }
    attributes.add(Attribute.basic(HASH, policy.hash().phase1Code()));
    attributes.add(Attribute.basic(AUTHENTICATION, policy.authentication().phase1Code()));
    attributes.add(Attribute.basic(GROUP, policy.group().number()));
    attributes.add(Attribute.basic(LIFE_TYPE, SECONDS));
    attributes.add(lifeDuration(policy.lifetime()));
    return new Transform(number, KEY_IKE, attributes);
  }

  /** RFC 2409 Appendix A: "Life Duration […] B/V"; the short form where it fits. */
  private static Attribute lifeDuration(Duration lifetime) {
    long seconds = lifetime.toSeconds();
    return seconds <= 0xffff
        ? Attribute.basic(LIFE_DURATION, (int) seconds)
        : Attribute.variable(LIFE_DURATION, Octets.ofInt((int) Math.min(seconds, 0x7fffffff)));
  }

  /**
   * What {@code transform} would come to under {@code policy}; empty if that does not allow it. RFC
   * 2408 §4.2 and RFC 2409 §5 let a responder take an offer whole or not at all, so an attribute
   * that we do not know makes it unacceptable. A longer lifetime than ours is no reason to refuse:
   * ours ends the SA first.
   */
  static Optional<Suite> match(Transform transform, IkePolicy policy) {
    if (transform.id() != KEY_IKE
        || policy.authentication() != Authentication.PRE_SHARE
        || !wellFormed(transform.attributes())) {
      return Optional.empty();
    }
    int keyBits = transform.attribute(KEY_LENGTH).map(a -> (int) a.number()).orElse(0);
    boolean same =
        EncryptionAlgorithm.ofPhase1((int) number(transform, ENCRYPTION), keyBits)
                .filter(policy.encryption()::equals)
                .isPresent()
            && HashAlgorithm.ofPhase1((int) number(transform, HASH))
                .filter(policy.hash()::equals)
                .isPresent()
            && DhGroup.of((int) number(transform, GROUP)).filter(policy.group()::equals).isPresent()
            && number(transform, AUTHENTICATION) == policy.authentication().phase1Code();
    return same
        ? lifetime(transform, policy.lifetime())
            .map(life -> new Suite(policy.encryption(), policy.hash(), policy.group(), life))
        : Optional.empty();
  }

  /** What {@code transform} says, for the trace; nothing about whether it is acceptable. */
  static OfferedPolicy read(Transform transform) {
    int keyBits = transform.attribute(KEY_LENGTH).map(a -> (int) a.number()).orElse(0);
    return new OfferedPolicy(
        EncryptionAlgorithm.ofPhase1((int) number(transform, ENCRYPTION), keyBits),
        HashAlgorithm.ofPhase1((int) number(transform, HASH)),
        DhGroup.of((int) number(transform, GROUP)),
        transform
            .attribute(LIFE_DURATION)
            .map(Attribute::number)
            .filter(seconds -> seconds > 0)
            .map(Duration::ofSeconds));
  }

  /** Why {@code offered} is not {@code policy}, in the router's words. */
  static String refusal(OfferedPolicy offered, IkePolicy policy) {
    if (!offered.encryption().equals(Optional.of(policy.encryption()))) {
      return "Encryption algorithm offered does not match policy!";
    }
    if (!offered.hash().equals(Optional.of(policy.hash()))) {
      return "Hash algorithm offered does not match policy!";
    }
    if (!offered.group().equals(Optional.of(policy.group()))) {
      return "Diffie-Hellman group offered does not match policy!";
    }
    return "Authentication method or another attribute offered does not match policy!";
  }

  /** Known attributes only, each once but for the pairs of life type and duration. */
  private static boolean wellFormed(List<Attribute> attributes) {
    Set<Integer> seen = new HashSet<>();
    for (Attribute attribute : attributes) {
      int type = attribute.type();
      boolean life = type == LIFE_TYPE || type == LIFE_DURATION;
      if (!KNOWN.contains(type) || !life && !seen.add(type) || attribute.number() < 0) {
        return false;
      }
    }
    return true;
  }

  /** -1 where it is absent or too large for any number of the registry. */
  private static long number(Transform transform, int type) {
    return transform
        .attribute(type)
        .map(Attribute::number)
        .filter(number -> number <= 0xffff)
        .orElse(-1L);
  }

  /**
   * The shorter of the offered and {@code ours}. RFC 2409 Appendix A: "For a given Life Type, the
   * value of the Life Duration attribute defines the actual length of the SA life"; kilobytes are
   * passed over, as IKE's few messages never come near them. A duration of zero is what strongSwan
   * says when it is set never to rekey: it limits nothing, so ours holds.
   */
  private static Optional<Duration> lifetime(Transform transform, Duration ours) {
    Duration shortest = ours;
    long unit = 0;
    for (Attribute attribute : transform.attributes()) {
      if (attribute.type() == LIFE_TYPE) {
        unit = attribute.number();
        if (unit != SECONDS && unit != KILOBYTES) {
          return Optional.empty();
        }
      } else if (attribute.type() == LIFE_DURATION) {
        if (unit == 0) {
          return Optional.empty();
        }
        boolean limits = unit == SECONDS && attribute.number() > 0;
        if (limits && attribute.number() < shortest.toSeconds()) {
          shortest = Duration.ofSeconds(attribute.number());
        }
      }
    }
    return Optional.of(shortest);
  }
}
