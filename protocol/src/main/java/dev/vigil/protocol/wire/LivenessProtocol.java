package dev.vigil.protocol.wire;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * How the liveness of an IKE SA's peer is asked for: a vendor ID announces it, one notify asks,
 * another one answers with the same number. In order of preference.
 */
public enum LivenessProtocol {
  /** Dead Peer Detection, RFC 3706. */
  DPD(VendorIds.DPD, NotifyType.R_U_THERE, NotifyType.R_U_THERE_ACK),
  /**
   * In place of the router's keepalives, whose negotiation is not public: their notify types, the
   * rest as in RFC 3706, and between two Vigil nodes only (ADR 0011).
   */
  KEEPALIVES(
      VendorIds.VIGIL_KEEPALIVES, NotifyType.IOS_KEEP_ALIVE_REQ, NotifyType.IOS_KEEP_ALIVE_ACK);

  private final VendorIds vendorId;
  private final int question;
  private final int answer;

  LivenessProtocol(VendorIds vendorId, int question, int answer) {
    this.vendorId = vendorId;
    this.question = question;
    this.answer = answer;
  }

  /** The first that both sides announced. */
  public static Optional<LivenessProtocol> agreed(
      Set<LivenessProtocol> ours, Set<LivenessProtocol> theirs) {
    return Arrays.stream(values())
        .filter(protocol -> ours.contains(protocol) && theirs.contains(protocol))
        .findFirst();
  }

  /** What announces it. */
  public VendorIds vendorId() {
    return vendorId;
  }

  /** Notify type of the question. */
  public int question() {
    return question;
  }

  /** Notify type of the answer. */
  public int answer() {
    return answer;
  }
}
