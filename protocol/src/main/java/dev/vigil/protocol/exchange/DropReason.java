package dev.vigil.protocol.exchange;

/** Why a datagram was dropped without any effect; each has a counter. */
public enum DropReason {
  TRUNCATED,
  WRONG_VERSION,
  WRONG_LENGTH,
  UNKNOWN_EXCHANGE,
  MALFORMED,
  UNKNOWN_COOKIE,
  UNKNOWN_SA,
  NO_KEY_FOR_ADDRESS,
  NO_PROPOSAL,
  ADMISSION,
  NOT_ENCRYPTED,
  UNDECIPHERABLE,
  BAD_HASH,
  DUPLICATE,
  REPLAYED,
  UNEXPECTED,
  RATE_LIMITED,
  QUEUE_FULL,
  NO_DATA_PLANE,
  /** This node had no leave to act for its SAs. */
  NO_LEASE,
  /** The snapshot store did not answer, so that nothing was known of the peer. */
  NO_STORE,
  /** ESP under an SPI that is not ours, or no longer. */
  ESP_UNKNOWN_SPI,
  /** ESP that is too short, or whose padding is wrong. */
  ESP_MALFORMED,
  /** ESP whose integrity check value is wrong. */
  ESP_UNAUTHENTIC,
  /** ESP that came before, or is older than the replay window. */
  ESP_REPLAYED,
  /** ESP that carries what its SA was not negotiated for (RFC 4301 §5.2). */
  ESP_WRONG_SELECTOR
}
