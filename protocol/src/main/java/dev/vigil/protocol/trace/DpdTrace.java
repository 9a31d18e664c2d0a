package dev.vigil.protocol.trace;

import dev.vigil.protocol.trace.ExchangeTrace.Moved;
import dev.vigil.protocol.trace.ExchangeTrace.NodeCreated;
import dev.vigil.protocol.trace.ExchangeTrace.NodeDeleted;
import dev.vigil.protocol.trace.ExchangeTrace.NodePurged;
import dev.vigil.protocol.trace.ExchangeTrace.Processing;
import dev.vigil.protocol.trace.ExchangeTrace.ProcessingNotify;
import dev.vigil.protocol.trace.ExchangeTrace.Received;
import dev.vigil.protocol.trace.ExchangeTrace.Sent;
import dev.vigil.protocol.wire.LivenessProtocol;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Dead Peer Detection, and the sequences of lines that its exchanges make. */
public sealed interface DpdTrace extends TraceEvent {
  /** The peer speaks {@code protocol} and is watched from now on. */
  record Enabled(LivenessProtocol protocol) implements DpdTrace {
    @Override
    public List<String> lines(TraceContext context) {
      String what =
          switch (protocol) {
            case DPD -> "IKE_DPD is enabled";
            case KEEPALIVES -> "IKE keepalives are enabled";
          };
      return List.of(context.sa(what + ", initializing timers"));
    }
  }

  /**
   * The peer is to be watched and cannot be: it announced nothing of what we did.
   *
   * @param ours what we announced
   */
  record Unwatched(Set<LivenessProtocol> ours) implements DpdTrace {
    public Unwatched {
      ours = Set.copyOf(ours);
    }

    @Override
    public boolean notable() {
      return true;
    }

    @Override
    public List<String> lines(TraceContext context) {
      String why =
          ours.isEmpty()
              ? "we announce neither DPD nor keepalives"
              : "it did not announce "
                  + ours.stream().sorted().map(DpdTrace::name).collect(Collectors.joining(" or "));
      return List.of(context.sa("peer " + context.peer() + " is not watched: " + why));
    }
  }

  /**
   * On demand: there was something to send to a peer that had been silent. A line of Vigil's own;
   * what the router says here is not known.
   */
  record Doubted(Duration silence) implements DpdTrace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(
          context.sa(
              "traffic to send to peer %s, from which nothing came for %d sec"
                  .formatted(context.peer(), silence.toSeconds())));
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
  record AckReceived(LivenessProtocol protocol, int number) implements DpdTrace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(received(context, protocol, answer(protocol), number));
    }
  }

  /** The peer asked. */
  record RequestReceived(LivenessProtocol protocol, int number) implements DpdTrace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(received(context, protocol, question(protocol), number));
    }
  }

  /** The last try went unanswered. "Paranoid keepalives" are the router's own, before DPD. */
  record NotResponding(LivenessProtocol protocol) implements DpdTrace {
    @Override
    public List<String> lines(TraceContext context) {
      String silent = context.sa("peer " + context.peer() + " not responding!");
      return switch (protocol) {
        case DPD -> List.of(silent, context.sa("peer does not do paranoid keepalives."));
        case KEEPALIVES -> List.of(silent);
      };
    }
  }

  private static String received(
      TraceContext context, LivenessProtocol protocol, String name, int number) {
    return context.sa(
        " %s/%s received from peer %s, sequence 0x%X"
            .formatted(name(protocol), name, context.peer(), number));
  }

  private static String name(LivenessProtocol protocol) {
    return switch (protocol) {
      case DPD -> "DPD";
      case KEEPALIVES -> "keepalives";
    };
  }

  /** The notify's name. */
  private static String question(LivenessProtocol protocol) {
    return switch (protocol) {
      case DPD -> "R_U_THERE";
      case KEEPALIVES -> "IOS_KEEP_ALIVE_REQ";
    };
  }

  /** The notify's name. */
  private static String answer(LivenessProtocol protocol) {
    return switch (protocol) {
      case DPD -> "R_U_THERE_ACK";
      case KEEPALIVES -> "IOS_KEEP_ALIVE_ACK";
    };
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
  static List<TraceEvent> ack(LivenessProtocol protocol, int messageId, int number) {
    return List.of(
        new Received(MessageState.QM_IDLE),
        new NodeCreated(messageId),
        new Processing("HASH", messageId),
        new ProcessingNotify(answer(protocol), 1, 0, messageId),
        new AckReceived(protocol, number),
        new NodeDeleted(messageId, false, "informational (in) state 1"),
        established(Input.INFO_NOTIFY));
  }

  /** An R-U-THERE came; {@link #answer} follows if it is answered. */
  static List<TraceEvent> request(LivenessProtocol protocol, int messageId, int number) {
    return List.of(
        new Received(MessageState.QM_IDLE),
        new NodeCreated(messageId),
        new Processing("HASH", messageId),
        new ProcessingNotify(question(protocol), 1, 0, messageId),
        new RequestReceived(protocol, number),
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
