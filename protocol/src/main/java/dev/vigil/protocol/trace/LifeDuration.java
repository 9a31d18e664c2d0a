package dev.vigil.protocol.trace;

/** The amount of a life duration attribute as the router shows it. */
final class LifeDuration {
  private static final int LARGEST_BASIC = 0xffff;

  private LifeDuration() {}

  /** The short form of the attribute as a number, the long one byte by byte. */
  static String of(long amount) {
    return amount <= LARGEST_BASIC
        ? "life duration (basic) of " + amount
        : "life duration (VPI) of  0x%X 0x%X 0x%X 0x%X"
            .formatted(
                amount >>> 24 & 0xff, amount >>> 16 & 0xff, amount >>> 8 & 0xff, amount & 0xff);
  }
}
