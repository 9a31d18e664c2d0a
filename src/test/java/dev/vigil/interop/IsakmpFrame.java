package dev.vigil.interop;

import java.util.List;

/**
 * One ISAKMP message as tshark reads it.
 *
 * @param number the frame's number in the capture, from 1
 * @param seconds time since the first frame of the capture
 * @param source the sender's address
 * @param sourcePort the sender's UDP port
 * @param initiatorCookie 16 hexadecimal digits
 * @param responderCookie 16 hexadecimal digits
 * @param exchange the exchange type: 2 Main Mode, 5 Informational, 32 Quick Mode
 * @param messageId such as {@code 0xaae64aa2}
 * @param encrypted whether the header says so
 * @param payloads the payload types in their order, also the decrypted ones
 * @param notifies the types of its Notify payloads
 * @param dpdSequence the number of an R-U-THERE or its ACK, empty without one
 * @param length the message's length by its header, in bytes
 */
record IsakmpFrame(
    int number,
    double seconds,
    String source,
    int sourcePort,
    String initiatorCookie,
    String responderCookie,
    int exchange,
    String messageId,
    boolean encrypted,
    List<Integer> payloads,
    List<Integer> notifies,
    String dpdSequence,
    int length) {

  static final int MAIN_MODE = 2;
  static final int INFORMATIONAL = 5;
  static final int QUICK_MODE = 32;

  static final int HASH = 8;
  static final int NOTIFY = 11;
  static final int DELETE = 12;

  static final int R_U_THERE = 36136;
  static final int R_U_THERE_ACK = 36137;

  boolean isRUThere() {
    return notifies.contains(R_U_THERE);
  }

  boolean isRUThereAck() {
    return notifies.contains(R_U_THERE_ACK);
  }
}
