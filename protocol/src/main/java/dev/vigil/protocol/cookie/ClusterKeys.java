package dev.vigil.protocol.cookie;

import dev.vigil.protocol.crypto.Secret;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that all nodes derive alike from the one secret of their cluster: HMAC-SHA-256(secret,
 * purpose | 0 | number), the number with 8 bytes, most significant first; the first 16 bytes are a
 * SipHash key.
 */
record ClusterKeys(Secret secret) {
  /** Passes of the permutations: enough that half-blocks of 16 bits do no harm. */
  private static final int PASSES = 10;

  /** Shorter ones are refused: whoever guesses the secret forges cookies. */
  static final int LEAST_BYTES = 16;

  ClusterKeys {
    if (secret.length() < LEAST_BYTES) {
      throw new IllegalArgumentException("the cluster's secret needs at least 16 bytes");
    }
  }

  SipHash hash(String purpose, long number) {
    byte[] label = purpose.getBytes(StandardCharsets.US_ASCII);
    byte[] input =
        ByteBuffer.allocate(label.length + 9).put(label).put((byte) 0).putLong(number).array();
    ByteBuffer key = ByteBuffer.wrap(mac(input)).order(ByteOrder.LITTLE_ENDIAN);
    return new SipHash(key.getLong(), key.getLong());
  }

  /** A permutation of {@code 2 * halfBits} bits. */
  Feistel permutation(String purpose, long number, int halfBits) {
    SipHash hash = hash(purpose, number);
    return new Feistel(halfBits, PASSES, (pass, half) -> hash.hash((long) pass << 56 | half));
  }

  private byte[] mac(byte[] input) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.reveal(), "HmacSHA256"));
      return mac.doFinal(input);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
