package dev.vigil.protocol.trace;

import dev.vigil.protocol.trace.ExchangeTrace.Moved;
import dev.vigil.protocol.trace.ExchangeTrace.NodeCreated;
import dev.vigil.protocol.trace.ExchangeTrace.NodeDeleted;
import dev.vigil.protocol.trace.ExchangeTrace.NodePurged;
import dev.vigil.protocol.trace.ExchangeTrace.Sent;
import java.util.ArrayList;
import java.util.List;

/** How SAs and sessions end, and how sessions begin. */
public sealed interface ClosingTrace extends TraceEvent {
  /** The SA is marked for deletion. */
  record DeletingSa(String reason, MessageState state) implements ClosingTrace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(
          context.sa(
              "deleting SA reason \"%s\" state (%c) %s (peer %s) input queue 0"
                  .formatted(reason, context.role().letter(), state.padded(), context.peer())));
    }
  }

  /**
   * A session comes up with its first pair of IPsec SAs, and goes down with its last SA.
   *
   * @param identity the peer's identity of phase 1
   */
  record SessionStatus(boolean up, String identity) implements ClosingTrace {
    public SessionStatus {
      identity = Printable.of(identity);
    }

    @Override
    public List<String> lines(TraceContext context) {
      return List.of(
          "%%CRYPTO-5-SESSION_STATUS: Crypto tunnel is %s.  Peer %s:%d       Id: %s"
              .formatted(up ? "UP" : "DOWN", context.peer(), context.peerPort(), identity));
    }

    @Override
    public boolean notable() {
      return true;
    }
  }

  /** The peer deleted the ISAKMP SA. */
  record PeerDeletedSa() implements ClosingTrace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(context.sa("peer does not do paranoid keepalives."));
    }
  }

  /** The peer deleted one of its inbound IPsec SAs. */
  record PeerDeletedChild(int spi) implements ClosingTrace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(
          context.sa("peer does not do paranoid keepalives."),
          context.sa("Enqueued KEY_MGR_DELETE_SAS for IPSEC SA (SPI:0x%08X)".formatted(spi)));
    }
  }

  /** An IPsec SA goes with its IKE SA, so that no Delete can be sent for it. */
  record NoDeleteForChild(int spi) implements ClosingTrace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(
          "ISAKMP: ignoring request to send delete notify (no ISAKMP sa) src %s dst %s for SPI 0x%X"
              .formatted(context.local(), context.peer(), spi));
    }
  }

  /**
   * An established SA ends and the peer hears a Delete, in the order of the router's document.
   *
   * @param reason as {@code show} gives it; {@code peers alive} for a dead peer
   * @param status the {@link SessionStatus} where the session ends with this SA, else empty
   * @param deleteMessageId of the message with the Delete
   * @param input what ended it: {@link Input#PEERS_ALIVE} for a dead peer
   * @param nodes message IDs of exchanges that were still open
   * @param children inbound SPIs of IPsec SAs that end with this SA
   */
  static List<TraceEvent> close(
      String reason,
      List<SessionStatus> status,
      int deleteMessageId,
      Input input,
      List<Integer> nodes,
      List<Integer> children) {
    DeletingSa deleting = new DeletingSa(reason, MessageState.QM_IDLE);
    List<TraceEvent> events = new ArrayList<>();
    events.add(deleting);
    events.addAll(status);
    events.add(new NodeCreated(deleteMessageId));
    events.add(new Sent(MessageState.QM_IDLE));
    events.add(new NodePurged(deleteMessageId));
    events.add(new Moved(input, MachineState.IKE_P1_COMPLETE, MachineState.IKE_DEST_SA));
    events.add(deleting);
    nodes.forEach(node -> events.add(new NodeDeleted(node, true, reason)));
    events.add(destroyed(Input.PHASE1_DELETE));
    children.forEach(spi -> events.add(new NoDeleteForChild(spi)));
    events.add(new DeletingSa("", MessageState.MM_NO_STATE));
    nodes.forEach(node -> events.add(new NodeDeleted(node, false, "")));
    events.add(destroyed(Input.MAIN_MODE));
    return List.copyOf(events);
  }

  private static TraceEvent destroyed(Input input) {
    return new Moved(input, MachineState.IKE_DEST_SA, MachineState.IKE_DEST_SA);
  }
}
