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
  NO_DATA_PLANE
}
