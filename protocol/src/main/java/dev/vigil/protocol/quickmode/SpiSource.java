package dev.vigil.protocol.quickmode;

import dev.vigil.protocol.crypto.Entropy;

/**
 * Chooses SPIs by which peers address us. RFC 2406 §2.1: "SPI values in the range 1 through 255 are
 * reserved", and zero means none, so neither is ever chosen.
 */
@FunctionalInterface
public interface SpiSource {
  /** Random SPIs that say nothing of where they belong. */
  SpiSource RANDOM =
      entropy -> {
        int spi = entropy.nextInt();
        while (Integer.compareUnsigned(spi, 256) < 0) {
          spi = entropy.nextInt();
        }
        return spi;
      };

  int next(Entropy entropy);
}
