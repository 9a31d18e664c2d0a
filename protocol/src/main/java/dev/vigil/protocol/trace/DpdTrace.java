package dev.vigil.protocol.trace;

import dev.vigil.protocol.trace.ExchangeTrace.Moved;
import dev.vigil.protocol.trace.ExchangeTrace.NodeCreated;
import dev.vigil.protocol.trace.ExchangeTrace.NodeDeleted;
import dev.vigil.protocol.trace.ExchangeTrace.NodePurged;
import dev.vigil.protocol.trace.ExchangeTrace.Processing;
import dev.vigil.protocol.trace.ExchangeTrace.ProcessingNotify;
import dev.vigil.protocol.trace.ExchangeTrace.Received;
import dev.vigil.protocol.trace.ExchangeTrace.Sent;
import java.util.List;

/** Dead Peer Detection, and the sequences of lines that its exchanges make. */
public sealed interface DpdTrace extends TraceEvent {
  /** The peer speaks DPD and is watched from now on. */
  record Enabled() implements DpdTrace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(context.sa("IKE_DPD is enabled, initializing timers"));
    }
  }

  /** A try went unanswered. */
  record ErrorCounted() implements DpdTrace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(context.sa("incrementing error counter on sa: PEERS_ALIVE_TIMER"));
    }
  }

  /** The peer answered. */
  record AckReceived(int number) implements DpdTrace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(received(context, "R_U_THERE_ACK", number));
    }
  }

  /** The peer asked. */
  record RequestReceived(int number) implements DpdTrace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(received(context, "R_U_THERE", number));
    }
  }

  /** The last try went unanswered. */
  record NotResponding() implements DpdTrace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(
          context.sa("peer " + context.peer() + " not responding!"),
          context.sa("peer does not do paranoid keepalives."));
    }
  }

  private static String received(TraceContext context, String name, int number) {
    return context.sa(
        " DPD/%s received from peer %s, sequence 0x%X".formatted(name, context.peer(), number));
  }

  /**
   * An R-U-THERE goes out.
   *
   * @param attempt 0 for the probe, 1 to 4 for its retries; an {@link ErrorCounted} comes before
   *     these
   */
  static List<TraceEvent> probe(int messageId, int attempt) {
    Input input = attempt == 0 ? Input.IM_ALIVE : Input.PEERS_ALIVE;
    return List.of(
        new NodeCreated(messageId),
        new Sent(MessageState.QM_IDLE),
        new NodePurged(messageId),
        established(input));
  }

  /** An R-U-THERE-ACK came. */
  static List<TraceEvent> ack(int messageId, int number) {
    return List.of(
        new Received(MessageState.QM_IDLE),
        new NodeCreated(messageId),
        new Processing("HASH", messageId),
        new ProcessingNotify("R_U_THERE_ACK", 1, 0, messageId),
        new AckReceived(number),
        new NodeDeleted(messageId, false, "informational (in) state 1"),
        established(Input.INFO_NOTIFY));
  }

  /** An R-U-THERE came; {@link #answer} follows if it is answered. */
  static List<TraceEvent> request(int messageId, int number) {
    return List.of(
        new Received(MessageState.QM_IDLE),
        new NodeCreated(messageId),
        new Processing("HASH", messageId),
        new ProcessingNotify("R_U_THERE", 1, 0, messageId),
        new RequestReceived(number),
        new NodeDeleted(messageId, false, "informational (in) state 1"),
        established(Input.INFO_NOTIFY));
  }

  /** An R-U-THERE-ACK goes out. */
  static List<TraceEvent> answer(int messageId) {
    return List.of(
        new NodeCreated(messageId),
        new Sent(MessageState.QM_IDLE),
        new NodePurged(messageId),
        established(Input.KEEP_ALIVE));
  }

  private static TraceEvent established(Input input) {
    return new Moved(input, MachineState.IKE_P1_COMPLETE, MachineState.IKE_P1_COMPLETE);
  }
}
