package dev.vigil.protocol.sa;

import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.exchange.Role;
import dev.vigil.protocol.phase1.HalfOpen;
import dev.vigil.protocol.phase1.MainModeResponder;
import dev.vigil.protocol.phase1.MainModeResponder.FirstMessage;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.HeaderView;
import dev.vigil.protocol.wire.Octets;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * One end of a {@link Pair}: an IKE SA with just so much around it as it needs, a half-open entry
 * for the responder and a log of all effects.
 */
final class Side {
  final InetAddress address;
  SaSettings settings;
  private final Entropy entropy;
  private final Wire wire;
  private final List<SaEffect> effects = new ArrayList<>();
  private Optional<HalfOpen> halfOpen = Optional.empty();
  private Optional<IkeSa> sa = Optional.empty();

  Side(InetAddress address, SaSettings settings, long seed, Wire wire) {
    this.address = address;
    this.settings = settings;
    this.wire = wire;
    Random random = new Random(seed);
    this.entropy = random::nextBytes;
  }

  SaContext context(Instant now) {
    return new SaContext(now, entropy, settings, true);
  }

  void initiate(Instant now, InetSocketAddress peer) {
    Path path = new Path(new InetSocketAddress(address, 500), peer, false);
    apply(IkeSa.initiate(new Cookie(entropy.nextLong() | 1), path, List.of(), context(now)), now);
  }

  /** Gives {@code event} to the SA, if there is one. */
  void step(SaEvent event, Instant now) {
    sa.ifPresent(it -> apply(it.step(event, context(now)), now));
  }

  void received(Octets datagram, Path path, Instant now) {
    if (sa.isPresent() && !sa.get().isEnded()) {
      step(new SaEvent.Received(datagram, path), now);
      return;
    }
    HeaderView view = HeaderView.of(datagram);
    if (view.verdict() != HeaderView.Verdict.SOUND) {
      return;
    }
    if (view.responder().isNone()) {
      first(datagram, path, now);
    } else if (halfOpen.isPresent()) {
      third(halfOpen.get(), datagram, path, now);
    }
  }

  private void first(Octets datagram, Path path, Instant now) {
    if (halfOpen.filter(it -> it.isRepeat(datagram)).isPresent()) {
      transmit(halfOpen.get().reply(), path, now);
      return;
    }
    switch (MainModeResponder.firstMessage(
        datagram, new Cookie(entropy.nextLong() | 1), settings.phase1(), now, entropy)) {
      case FirstMessage.Accepted(HalfOpen made) -> {
        halfOpen = Optional.of(made);
        transmit(made.reply(), path, now);
      }
      case FirstMessage.Refused(Octets reply) -> transmit(reply, path, now);
      case FirstMessage.Dropped(DropReason reason) -> effects.add(new SaEffect.Dropped(reason));
    }
  }

  private void third(HalfOpen entry, Octets datagram, Path path, Instant now) {
    switch (IkeSa.respond(entry, datagram, path, context(now))) {
      case IkeSa.Admission.Admitted(IkeSa.Step step) -> {
        halfOpen = Optional.empty();
        apply(step, now);
      }
      case IkeSa.Admission.Rejected(DropReason reason, String _) ->
          effects.add(new SaEffect.Dropped(reason));
    }
  }

  private void apply(IkeSa.Step step, Instant now) {
    sa = Optional.of(step.next());
    for (SaEffect effect : step.effects()) {
      effects.add(effect);
      if (effect instanceof SaEffect.Transmit(Octets datagram, Path path)) {
        transmit(datagram, path, now);
      }
    }
  }

  private void transmit(Octets datagram, Path path, Instant now) {
    wire.send(now, path.local(), path.remote(), datagram);
  }

  Optional<Instant> nextDeadline() {
    return sa.flatMap(IkeSa::nextDeadline);
  }

  IkeSa sa() {
    return sa.orElseThrow();
  }

  Optional<HalfOpen> halfOpen() {
    return halfOpen;
  }

  boolean established() {
    return sa.flatMap(IkeSa::established).isPresent();
  }

  Optional<CloseReason> closed() {
    return all(SaEffect.Closed.class).stream().findFirst().map(SaEffect.Closed::reason);
  }

  List<SaEffect> effects() {
    return List.copyOf(effects);
  }

  <E extends SaEffect> List<E> all(Class<E> kind) {
    return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Every line of the trace so far. */
  String trace() {
    StringBuilder lines = new StringBuilder();
    Path path = new Path(new InetSocketAddress(address, 500), new InetSocketAddress(0), false);
    for (SaEffect.Trace trace : all(SaEffect.Trace.class)) {
      trace
          .event()
          .lines(new dev.vigil.protocol.trace.TraceContext(1, Role.INITIATOR, path))
          .forEach(line -> lines.append(line).append('\n'));
    }
    return lines.toString();
  }
}
