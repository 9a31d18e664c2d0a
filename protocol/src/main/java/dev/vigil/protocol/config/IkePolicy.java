package dev.vigil.protocol.config;

import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import java.time.Duration;

/**
 * One protection suite for phase 1 ({@code crypto isakmp policy}).
 *
 * @param priority 1 to 10000, the lowest is preferred
 * @param lifetime of the IKE SA, 60 s to 86400 s
 */
public record IkePolicy(
    int priority,
    EncryptionAlgorithm encryption,
    HashAlgorithm hash,
    Authentication authentication,
    DhGroup group,
    Duration lifetime) {
  public static final Duration DEFAULT_LIFETIME = Duration.ofDays(1);

  /** What a policy is before any line of it was entered: the router's default suite. */
  public static IkePolicy defaults(int priority) {
    return new IkePolicy(
        priority,
        EncryptionAlgorithm.DES_CBC,
        HashAlgorithm.SHA1,
        Authentication.RSA_SIG,
        DhGroup.MODP_768,
        DEFAULT_LIFETIME);
  }

  public IkePolicy withEncryption(EncryptionAlgorithm value) {
    return new IkePolicy(priority, value, hash, authentication, group, lifetime);
  }

  public IkePolicy withHash(HashAlgorithm value) {
    return new IkePolicy(priority, encryption, value, authentication, group, lifetime);
  }

  public IkePolicy withAuthentication(Authentication value) {
    return new IkePolicy(priority, encryption, hash, value, group, lifetime);
  }

  public IkePolicy withGroup(DhGroup value) {
    return new IkePolicy(priority, encryption, hash, authentication, value, lifetime);
  }

  public IkePolicy withLifetime(Duration value) {
    return new IkePolicy(priority, encryption, hash, authentication, group, value);
  }
}
