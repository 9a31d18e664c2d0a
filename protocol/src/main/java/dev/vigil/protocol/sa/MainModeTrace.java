package dev.vigil.protocol.sa;

import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.exchange.Role;
import dev.vigil.protocol.natt.NatTraversal;
import dev.vigil.protocol.phase1.Phase1Result;
import dev.vigil.protocol.phase1.Phase1Settings;
import dev.vigil.protocol.phase1.Phase1State;
import dev.vigil.protocol.phase1.Phase1State.AwaitIdentity;
import dev.vigil.protocol.trace.ExchangeTrace;
import dev.vigil.protocol.trace.IdentityText;
import dev.vigil.protocol.trace.Input;
import dev.vigil.protocol.trace.MachineState;
import dev.vigil.protocol.trace.MessageState;
import dev.vigil.protocol.trace.Phase1Trace;
import dev.vigil.protocol.trace.TraceEvent;
import java.util.ArrayList;
import java.util.List;

/** Main Mode as the router tells it: what one message did, read off the states around it. */
final class MainModeTrace {
  private MainModeTrace() {}

  /** As initiator, message 1. */
  static List<TraceEvent> beginning() {
    return List.of(
        new ExchangeTrace.Moved(Input.SA_REQUEST, MachineState.IKE_READY, MachineState.IKE_I_MM1),
        new Phase1Trace.Beginning(),
        new ExchangeTrace.Sent(MessageState.MM_NO_STATE));
  }

  /** As initiator, message 2 or 4 came and {@code next} waits for the answer to our own. */
  static List<TraceEvent> advanced(Phase1State next, Phase1Settings settings) {
    List<TraceEvent> events = new ArrayList<>();
    if (next instanceof AwaitIdentity identity) {
      events.add(new ExchangeTrace.Received(MessageState.MM_SA_SETUP));
      events.add(moved(Input.MAIN_MODE, MachineState.IKE_I_MM3, MachineState.IKE_I_MM4));
      keyed(events, identity);
      if (settings.initialContact()) {
        events.add(new Phase1Trace.InitialContactSent());
      }
      events.add(new Phase1Trace.IdentitySent(IdentityText.of(settings.localIdentity())));
      events.add(new ExchangeTrace.Sent(MessageState.MM_KEY_EXCH));
      events.add(moved(Input.PROCESS_COMPLETE, MachineState.IKE_I_MM4, MachineState.IKE_I_MM5));
    } else {
      events.add(new ExchangeTrace.Received(MessageState.MM_NO_STATE));
      events.add(moved(Input.MAIN_MODE, MachineState.IKE_I_MM1, MachineState.IKE_I_MM2));
      events.add(new ExchangeTrace.Processing("SA", 0));
      events.add(new Phase1Trace.KeyLookup(true));
      events.add(new ExchangeTrace.Sent(MessageState.MM_SA_SETUP));
      events.add(moved(Input.PROCESS_COMPLETE, MachineState.IKE_I_MM2, MachineState.IKE_I_MM3));
    }
    return events;
  }

  /** As responder, message 3 came and 4 goes out. */
  static List<TraceEvent> admitted(Phase1State next) {
    List<TraceEvent> events = new ArrayList<>();
    events.add(new ExchangeTrace.Received(MessageState.MM_SA_SETUP));
    events.add(moved(Input.MAIN_MODE, MachineState.IKE_R_MM2, MachineState.IKE_R_MM3));
    if (next instanceof AwaitIdentity identity) {
      keyed(events, identity);
    }
    events.add(new ExchangeTrace.Sent(MessageState.MM_KEY_EXCH));
    events.add(moved(Input.PROCESS_COMPLETE, MachineState.IKE_R_MM3, MachineState.IKE_R_MM4));
    return events;
  }

  private static void keyed(List<TraceEvent> events, AwaitIdentity state) {
    events.add(new ExchangeTrace.Processing("KE", 0));
    events.add(new ExchangeTrace.Processing("NONCE", 0));
    events.add(new Phase1Trace.KeyLookup(true));
    events.add(new Phase1Trace.KeysDerived());
    if (state.nat() != NatTraversal.UNSUPPORTED) {
      events.add(
          new Phase1Trace.NatDetected(state.nat().localBehindNat(), state.nat().peerBehindNat()));
    }
  }

  /** The peer proved its identity. */
  static List<TraceEvent> authenticated(Phase1Result result, Path before) {
    boolean initiator = result.role() == Role.INITIATOR;
    MachineState from = initiator ? MachineState.IKE_I_MM5 : MachineState.IKE_R_MM4;
    MachineState to = initiator ? MachineState.IKE_I_MM6 : MachineState.IKE_R_MM5;
    List<TraceEvent> events = new ArrayList<>();
    events.add(new ExchangeTrace.Received(MessageState.MM_KEY_EXCH));
    events.add(moved(Input.MAIN_MODE, from, to));
    events.add(new ExchangeTrace.Processing("ID", 0));
    events.add(new Phase1Trace.IdentityReceived(IdentityText.of(result.peerIdentity())));
    events.add(new ExchangeTrace.Processing("HASH", 0));
    events.add(new Phase1Trace.LifetimeStarted(result.lifetime()));
    events.add(new Phase1Trace.Authenticated());
    if (result.path().remote().getPort() != before.remote().getPort()) {
      events.add(new Phase1Trace.PortFloated());
    }
    return events;
  }

  /** Phase 1 is complete; a responder has sent message 6 before that. */
  static List<TraceEvent> completed(Phase1Result result) {
    List<TraceEvent> events = new ArrayList<>();
    boolean initiator = result.role() == Role.INITIATOR;
    if (!initiator) {
      events.add(new Phase1Trace.IdentitySent(IdentityText.of(result.localIdentity())));
      events.add(new ExchangeTrace.Sent(MessageState.MM_KEY_EXCH));
    }
    MachineState from = initiator ? MachineState.IKE_I_MM6 : MachineState.IKE_R_MM5;
    MachineState done = MachineState.IKE_P1_COMPLETE;
    events.add(moved(Input.PROCESS_COMPLETE, from, done));
    events.add(moved(Input.PHASE1_COMPLETE, done, done));
    return events;
  }

  private static TraceEvent moved(Input input, MachineState from, MachineState to) {
    return new ExchangeTrace.Moved(input, from, to);
  }
}
