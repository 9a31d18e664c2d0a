package dev.vigil.protocol.sa;

import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.phase1.Retransmission;
import dev.vigil.protocol.trace.TraceEvent;
import dev.vigil.protocol.wire.Octets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The effects of one step, while it is made. Lives no longer than that. */
final class Turn {
  private final SaContext context;
  private final List<SaEffect> effects = new ArrayList<>();

  /** Where in the effects what must wait begins; -1: nothing must. */
  private int unsafeFrom = -1;

  Turn(SaContext context) {
    this.context = context;
  }

  SaContext context() {
    return context;
  }

  Instant now() {
    return context.now();
  }

  SaSettings settings() {
    return context.settings();
  }

  Retransmission retransmission() {
    return context.settings().phase1().retransmission();
  }

  void add(SaEffect effect) {
    effects.add(effect);
  }

  /**
   * What is reported in this step, and the state after it, is to be safe before anything is sent
   * from here on. Once in a step is as good as often.
   */
  void checkpoint() {
    if (unsafeFrom < 0) {
      unsafeFrom = effects.size();
    }
  }

  void transmit(Octets datagram, Path path) {
    effects.add(new SaEffect.Transmit(datagram, path));
  }

  void drop(DropReason reason) {
    effects.add(new SaEffect.Dropped(reason));
  }

  /** For the debug trace; {@code event} is not even made while nobody listens. */
  void trace(Supplier<? extends TraceEvent> event) {
    if (context.tracing()) {
      effects.add(new SaEffect.Trace(event.get()));
    }
  }

  /** As {@link #trace}, for a sequence of lines. */
  void traceAll(Supplier<List<TraceEvent>> events) {
    if (context.tracing()) {
      events.get().forEach(event -> effects.add(new SaEffect.Trace(event)));
    }
  }

  /** What the ordinary log shows too. */
  void tell(TraceEvent event) {
    effects.add(new SaEffect.Trace(event));
  }

  boolean sentSomething() {
    return effects.stream().anyMatch(Turn::sends);
  }

  /**
   * In order, but for what is sent after {@link #checkpoint}: it comes behind it, and that behind
   * all reports.
   *
   * @param lives whether there is anything left to be saved
   */
  List<SaEffect> effects(boolean lives) {
    if (unsafeFrom < 0 || !lives) {
      return List.copyOf(effects);
    }
    List<SaEffect> ordered = new ArrayList<>(effects.subList(0, unsafeFrom));
    List<SaEffect> since = effects.subList(unsafeFrom, effects.size());
    since.stream().filter(effect -> !sends(effect)).forEach(ordered::add);
    ordered.add(new SaEffect.Checkpoint());
    since.stream().filter(Turn::sends).forEach(ordered::add);
    return List.copyOf(ordered);
  }

  private static boolean sends(SaEffect effect) {
    return effect instanceof SaEffect.Transmit || effect instanceof SaEffect.TransmitNatKeepalive;
  }
}
