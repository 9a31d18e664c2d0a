package dev.vigil.protocol.trace;

import java.util.List;

/**
 * Lines that all exchanges have in common: packets, payloads, nodes (the router's word for an
 * exchange by its message ID, shown as a signed number) and the moves of its machines.
 */
public sealed interface ExchangeTrace extends TraceEvent {
  /** A datagram goes out. */
  record Sent(MessageState state) implements ExchangeTrace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(
          context.sa(
              " sending packet to %s my_port %d peer_port %d (%c) %s"
                  .formatted(
                      context.peer(),
                      context.localPort(),
                      context.peerPort(),
                      context.role().letter(),
                      state)));
    }
  }

  /** A datagram came that belongs to the SA. */
  record Received(MessageState state) implements ExchangeTrace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(received(context, context.role().letter() + ") " + state));
    }
  }

  /** A first message came: there is no SA yet. */
  record ReceivedFirst() implements ExchangeTrace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(received(context, "N) NEW SA"));
    }
  }

  private static String received(TraceContext context, String end) {
    return context.wire(
        "received packet from %s dport %d sport %d Global (%s"
            .formatted(context.peer(), context.localPort(), context.peerPort(), end));
  }

  /** The same datagram goes out again. */
  record Retransmitting(MessageState state, int messageId, int attempt, int limit)
      implements ExchangeTrace {
    @Override
    public List<String> lines(TraceContext context) {
      boolean phase1 = messageId == 0;
      String what = phase1 ? "phase 1 " + state : "phase 2 " + state + " " + messageId;
      String counter = phase1 ? "phase 1" : "phase 2";
      return List.of(
          context.sa(" retransmitting " + what + "..."),
          context.wire(
              "incrementing error counter on sa, attempt %d of %d: retransmit %s"
                  .formatted(attempt, limit, counter)));
    }
  }

  /** A payload is looked at. */
  record Processing(String payload, int messageId) implements ExchangeTrace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(context.sa(" processing " + payload + " payload. message ID = " + messageId));
    }
  }

  /**
   * A notify is looked at.
   *
   * @param name as the RFC has it, with underscores
   * @param protocol 1 ISAKMP, 3 ESP
   * @param spi what the notify names, in the router's way of showing it: 0 for the ISAKMP SA itself
   */
  record ProcessingNotify(String name, int protocol, int spi, int messageId)
      implements ExchangeTrace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(
          context.sa(" processing NOTIFY " + name + " protocol " + protocol),
          "\tspi %d, message ID = %d, sa = %08X".formatted(spi, messageId, context.connection()));
    }
  }

  /** An exchange begins. */
  record NodeCreated(int messageId) implements ExchangeTrace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of("ISAKMP: set new node " + messageId + " to QM_IDLE");
    }
  }

  /** An exchange that awaited no answer is forgotten. */
  record NodePurged(int messageId) implements ExchangeTrace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(context.sa("purging node " + messageId));
    }
  }

  /** An exchange is over. */
  record NodeDeleted(int messageId, boolean error, String reason) implements ExchangeTrace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(
          context.sa(
              "deleting node %d error %s reason \"%s\""
                  .formatted(messageId, upper(error), reason)));
    }
  }

  /** The SA's machine moved. */
  record Moved(Input input, MachineState from, MachineState to) implements ExchangeTrace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(context.sa("Input = " + input), context.sa(states(from, to)));
    }
  }

  /** The machine of one Quick Mode moved. */
  record NodeMoved(int messageId, Input input, MachineState from, MachineState to)
      implements ExchangeTrace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(
          context.sa("Node " + messageId + ", Input = " + input), context.sa(states(from, to)));
    }
  }

  /**
   * A datagram was dropped.
   *
   * @param reason in a few words
   */
  record Dropped(String reason) implements ExchangeTrace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(context.wire("dropped packet from " + context.peer() + ": " + reason));
    }
  }

  private static String states(MachineState from, MachineState to) {
    return "Old State = " + from + "  New State = " + to;
  }

  private static String upper(boolean value) {
    return value ? "TRUE" : "FALSE";
  }
}
