package dev.vigil.actors.secret;

import dev.vigil.protocol.crypto.Entropy;
import java.security.SecureRandom;

/** The platform's secure generator, for all threads. */
public final class SecureEntropy implements Entropy {
  private final SecureRandom random = new SecureRandom();

  @Override
  public void fill(byte[] target) {
    random.nextBytes(target);
  }
}
