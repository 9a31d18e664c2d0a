package dev.vigil.protocol.quickmode;

import dev.vigil.protocol.config.ChildLifetime;
import dev.vigil.protocol.config.EspTransform;
import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.wire.Attribute;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Transform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An ESP transform of a proposal, read or to be written.
 *
 * @param encapsulation it agrees with {@link EspTransform#tunnel}
 * @param group of the exchange's own Diffie-Hellman, where PFS is wanted
 * @param lifetime zero stands for what was not said
 */
record EspSuite(
    EspTransform protection,
    Encapsulation encapsulation,
    Optional<DhGroup> group,
    ChildLifetime lifetime) {
  /** RFC 2407 §4.5: "If unspecified, the default value shall be assumed to be 28800 seconds". */
  static final Duration DEFAULT_LIFETIME = Duration.ofHours(8);

  /** As a transform of our own proposal. */
  Transform transform(int number) {
    List<Attribute> attributes = new ArrayList<>(lifetimeAttributes(lifetime));
    group.ifPresent(
        g -> attributes.add(Attribute.basic(EspAttribute.GROUP_DESCRIPTION, g.number())));
    attributes.add(Attribute.basic(EspAttribute.ENCAPSULATION_MODE, encapsulation.code()));
    protection
        .authentication()
        .ifPresent(hash ->
            attributes.add(
                Attribute.basic(EspAttribute.AUTHENTICATION_ALGORITHM, hash.espAuthentication())));
    protection
        .encryption()
        .filter(EncryptionAlgorithm::needsKeyLength)
        .ifPresent(cipher ->
            attributes.add(Attribute.basic(EspAttribute.KEY_LENGTH, 8 * cipher.keyBytes())));
    int id =
        protection
            .encryption()
            .map(EncryptionAlgorithm::espTransform)
            .orElse(EspAttribute.ESP_NULL);
    return new Transform(number, id, attributes);
  }

  /** Life type and duration in pairs, in the shortest form that holds the value. */
  static List<Attribute> lifetimeAttributes(ChildLifetime lifetime) {
    List<Attribute> attributes = new ArrayList<>();
    if (lifetime.time().isPositive()) {
      attributes.add(Attribute.basic(EspAttribute.LIFE_TYPE, EspAttribute.LIFE_SECONDS));
      attributes.add(duration(lifetime.time().toSeconds()));
    }
    if (lifetime.kilobytes() > 0) {
      attributes.add(Attribute.basic(EspAttribute.LIFE_TYPE, EspAttribute.LIFE_KILOBYTES));
      attributes.add(duration(lifetime.kilobytes()));
    }
    return attributes;
  }

  private static Attribute duration(long value) {
    if (value <= 0xffff) {
      return Attribute.basic(EspAttribute.LIFE_DURATION, (int) value);
    }
    Octets octets = value <= 0xffff_ffffL ? Octets.ofInt((int) value) : Octets.ofLong(value);
    return Attribute.variable(EspAttribute.LIFE_DURATION, octets);
  }

  /**
   * RFC 2407 §4.5.3: of an attribute or value that is not supported "the security association setup
   * MUST be aborted". A peer that offers it beside others means those others too, so only the
   * transform that has it is passed over.
   *
   * @throws Refusal with the reason
   */
  static EspSuite read(Transform transform) {
    Reading reading = new Reading();
    transform.attributes().forEach(reading::take);
    return reading.suite(transform.id());
  }

  /** Lifetimes out of an attribute list, as RESPONDER-LIFETIME carries it too. */
  static ChildLifetime readLifetime(List<Attribute> attributes) {
    Reading reading = new Reading();
    attributes.forEach(reading::take);
    return reading.lifetime();
  }

  /** Collects the attributes of one transform. */
  private static final class Reading {
    private int lifeType;
    private long seconds;
    private long kilobytes;
    private int keyBits;
    private Optional<DhGroup> group = Optional.empty();
    private Optional<HashAlgorithm> authentication = Optional.empty();
    private Optional<Encapsulation> encapsulation = Optional.empty();

    void take(Attribute attribute) {
      long value = attribute.number();
      int code = value > 0xffff ? -1 : (int) value;
      switch (attribute.type()) {
        case EspAttribute.LIFE_TYPE -> lifeType = code;
        case EspAttribute.LIFE_DURATION -> takeDuration(value);
        case EspAttribute.GROUP_DESCRIPTION ->
            group = Optional.of(DhGroup.of(code).orElseThrow(() -> unknown("group", value)));
        case EspAttribute.ENCAPSULATION_MODE ->
            encapsulation =
                Optional.of(
                    Encapsulation.of(code).orElseThrow(() -> unknown("encapsulation mode", value)));
        case EspAttribute.AUTHENTICATION_ALGORITHM ->
            authentication =
                Optional.of(
                    HashAlgorithm.ofEsp(code)
                        .orElseThrow(() -> unknown("authentication algorithm", value)));
        case EspAttribute.KEY_LENGTH -> keyBits = code;
        default -> throw unknown("attribute", attribute.type());
      }
    }

    /**
     * "An SA Life Duration attribute MUST always follow an SA Life Type" (RFC 2407 §4.5). Zero, of
     * a peer that is set never to rekey, is as good as none.
     */
    private void takeDuration(long value) {
      if (value < 0) {
        throw Refusal.proposal("life duration is too large");
      }
      switch (lifeType) {
        case EspAttribute.LIFE_SECONDS -> seconds = value;
        case EspAttribute.LIFE_KILOBYTES -> kilobytes = value;
        default -> throw unknown("life type", lifeType);
      }
      lifeType = 0;
    }

    ChildLifetime lifetime() {
      return new ChildLifetime(Duration.ofSeconds(Math.min(seconds, Integer.MAX_VALUE)), kilobytes);
    }

    EspSuite suite(int transformId) {
      Optional<EncryptionAlgorithm> cipher = Optional.empty();
      if (transformId != EspAttribute.ESP_NULL) {
        cipher =
            Optional.of(
                EncryptionAlgorithm.ofEsp(transformId, keyBits)
                    .orElseThrow(() ->
                        Refusal.proposal(
                            "transform %d with key length %d".formatted(transformId, keyBits))));
      } else if (authentication.isEmpty()) {
        throw Refusal.proposal("neither encryption nor authentication");
      }
      Encapsulation mode =
          encapsulation.orElseThrow(() -> Refusal.proposal("encapsulation mode is missing"));
      return new EspSuite(
          new EspTransform(cipher, authentication, mode.tunnel()), mode, group, lifetime());
    }

    private static Refusal unknown(String what, long value) {
      return Refusal.proposal("%s %d is not known".formatted(what, value));
    }
  }
}
