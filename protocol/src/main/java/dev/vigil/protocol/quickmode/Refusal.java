package dev.vigil.protocol.quickmode;

import dev.vigil.protocol.wire.NotifyType;

/** Ends a Quick Mode from within; turned into {@link QuickModeStep.Refused} at its edge. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int notifyType;

  Refusal(int notifyType, String reason) {
    super(reason, null, false, false);
    this.notifyType = notifyType;
  }

  static Refusal identity(String reason) {
    return new Refusal(NotifyType.INVALID_ID_INFORMATION, reason);
  }

  static Refusal proposal(String reason) {
    return new Refusal(NotifyType.NO_PROPOSAL_CHOSEN, reason);
  }

  static Refusal malformed(String reason) {
    return new Refusal(NotifyType.PAYLOAD_MALFORMED, reason);
  }

  int notifyType() {
    return notifyType;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
