package dev.vigil.quickstart;

import dev.vigil.protocol.cookie.CookieCodec;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.cookie.SpiCodec;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.dpd.DpdState;
import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.peer.PeerEffect;
import dev.vigil.protocol.peer.PeerEvent;
import dev.vigil.protocol.peer.PeerMachine;
import dev.vigil.protocol.peer.PeerState;
import dev.vigil.protocol.peer.PeerStep;
import dev.vigil.protocol.sa.IkeSa;
import dev.vigil.protocol.sa.SaContext;
import dev.vigil.protocol.sa.SaEffect;
import dev.vigil.protocol.sa.SaEvent;
import dev.vigil.protocol.sa.SaSettings;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.Header;
import dev.vigil.protocol.wire.HeaderView;
import dev.vigil.protocol.wire.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One remote site: the protocol core in its initiator's role, with neither actors nor threads. It
 * wants its tunnel up whenever it has power. For use by one thread.
 */
final class Site {
  /**
   * An IKE SA.
   *
   * @param asked when the question was put that the head-end has not answered; null: none is open
   */
  private record Running(IkeSa sa, SaSettings settings, @Nullable Instant asked) {}

  private final PeerMachine machine;
  private final Path path;
  private final Path natPath;
  private final Entropy entropy;
  private final SiteWire wire;
  private final Tally tally;
  private final Optional<StrictNumbers> strict;
  private final SiteTunnel tunnel;
  private final Map<Cookie, Running> sas = new HashMap<>();
  private PeerState state = PeerState.starting(Instant.EPOCH);
  private boolean powered;
  private boolean up;
  private Instant wantedSince = Instant.EPOCH;
  private boolean wasUp;
  private Duration longestGap = Duration.ZERO;

  Site(SiteSettings settings, Codecs codecs, Entropy entropy, SiteWire wire, Tally tally) {
    this.machine =
        new PeerMachine(new PeerTag(1), settings.peer(), codecs.cookies(), codecs.spis());
    this.path = new Path(settings.local(), settings.headEnd(), false);
    this.natPath = new Path(settings.local(), settings.headEndNat(), true);
    this.entropy = entropy;
    this.wire = wire;
    this.tally = tally;
    this.strict = settings.habits().strict() ? Optional.of(new StrictNumbers()) : Optional.empty();
    this.tunnel =
        new SiteTunnel(
            settings.inside(),
            QuickstartConfig.CENTRAL_HOST,
            settings.habits().pings(),
            entropy,
            wire);
  }

  /** What makes a site's cookies and SPIs; one for all of them, for it is dear to make. */
  record Codecs(CookieCodec cookies, SpiCodec spis) {}

  /** Whether the tunnel stands. */
  boolean isUp() {
    return up;
  }

  /** Whether it has power. */
  boolean isPowered() {
    return powered;
  }

  /** From now on {@link #longestGap} is measured anew. */
  void mark(Instant now) {
    longestGap = Duration.ZERO;
    sas.replaceAll((_, running) ->
        running.asked() == null ? running : new Running(running.sa(), running.settings(), now));
  }

  /** The longest time for which a question of its was open, or has been until now. */
  Duration longestGap(Instant now) {
    Duration longest = longestGap;
    for (Running running : sas.values()) {
      if (running.asked() != null) {
        longest = longer(longest, Duration.between(running.asked(), now));
      }
    }
    return longest;
  }

  /** Whether the head-end gave a sign of life since then. */
  boolean heardSince(Instant then) {
    return sas.values().stream()
        .flatMap(running -> running.sa().dpd().stream())
        .anyMatch(dpd -> dpd.heard().isAfter(then));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  /** Starts with nothing known from before, and asks for the tunnel. */
  void powerOn(Instant now) {
    powered = true;
    wasUp = false;
    wantedSince = now;
    state = PeerState.starting(now);
    step(new PeerEvent.BringUp(SiteSettings.CONNECTION), now);
  }

  /** From one moment to the next nothing is sent, and everything is forgotten. */
  void powerOff() {
    powered = false;
    down();
    sas.clear();
    strict.ifPresent(StrictNumbers::clear);
    tunnel.clear();
  }

  /**
   * An ISAKMP message.
   *
   * @param marked whether it came from the head-end's NAT-traversal port
   */
  void received(Octets datagram, boolean marked, Instant now) {
    if (!powered || datagram.length() < Header.BYTES) {
      return;
    }
    Path from = marked ? natPath : path;
    HeaderView view = HeaderView.of(datagram);
    Cookie ours = sas.containsKey(view.responder()) ? view.responder() : view.initiator();
    Running running = sas.get(ours);
    if (running != null) {
      if (strict.isPresent() && !strict.get().accepts(running.sa(), datagram)) {
        tally.refused();
      } else {
        step(ours, new SaEvent.Received(datagram, from), now);
      }
    } else {
      step(new PeerEvent.Received(datagram, from), now);
    }
  }

  void receivedEsp(Octets esp) {
    if (powered) {
      tunnel.received(esp);
    }
  }

  /** What went through the tunnel. */
  SiteTunnel tunnel() {
    return tunnel;
  }

  /** When {@link #deadline} is due; empty without power. */
  Optional<Instant> nextDeadline() {
    return powered
        ? Stream.of(
                machine.nextDeadline(state).stream(),
                tunnel.nextDeadline().stream(),
                sas.values().stream().flatMap(running -> running.sa().nextDeadline().stream()))
            .flatMap(times -> times)
            .min(Instant::compareTo)
        : Optional.empty();
  }

  /** Harmless when it comes early. */
  void deadline(Instant now) {
    if (!powered) {
      return;
    }
    for (Cookie ours : sas.keySet().toArray(Cookie[]::new)) {
      step(ours, new SaEvent.DeadlineReached(), now);
    }
    step(new PeerEvent.DeadlineReached(), now);
    tunnel.deadline(now);
  }

  private void step(PeerEvent event, Instant now) {
    PeerStep step = machine.step(state, event, now, entropy);
    state = step.next();
    step.effects().forEach(effect -> perform(effect, now));
  }

  private void perform(PeerEffect effect, Instant now) {
    switch (effect) {
      case PeerEffect.Transmit(var datagram, var along) -> wire.send(datagram, along);
      case PeerEffect.StartInitiator(var ours, var settings, var along, var children) -> {
        begun();
        SaContext context = context(settings, now);
        take(ours, settings, null, IkeSa.initiate(ours, along, children, context), now);
      }
      case PeerEffect.StartResponder start -> {
        begun();
        SaContext context = context(start.settings(), now);
        switch (IkeSa.respond(start.halfOpen(), start.datagram(), start.path(), context)) {
          case IkeSa.Admission.Admitted(var step) ->
              take(start.ours(), start.settings(), null, step, now);
          case IkeSa.Admission.Rejected(var reason, _) ->
              step(new PeerEvent.NotAdmitted(start.halfOpen(), start.path(), reason), now);
        }
      }
      case PeerEffect.ToSa(var ours, var event) -> step(ours, event, now);
      case PeerEffect.ChildInstalled(var child, _, var along, _, _) -> {
        tunnel.install(child, along, now);
        if (!up) {
          up = true;
          wasUp = true;
          tally.up(Duration.between(wantedSince, now));
        }
      }
      case PeerEffect.SessionDown(_, _, CloseReason reason) -> {
        if (up) {
          tally.lost();
        }
        down();
        wantedSince = now;
        if (reason == CloseReason.DEAD_PEER) {
          tally.headEndDied();
        }
      }
      case PeerEffect.ChildRemoved(var child, _) -> tunnel.remove(child.inboundSpi());
      case PeerEffect.ChildRebound(var child, _, var along) ->
          tunnel.moved(child.inboundSpi(), along);
      case PeerEffect.Resolve _,
          PeerEffect.SessionUp _,
          PeerEffect.ConnectionFailed _,
          PeerEffect.FailedOver _,
          PeerEffect.Dropped _,
          PeerEffect.Trace _,
          PeerEffect.SequencesGranted _,
          PeerEffect.Checkpoint _,
          PeerEffect.Empty _ -> {
        // nothing that a site has to do
      }
    }
  }

  private void down() {
    if (up) {
      up = false;
      tally.down();
    }
  }

  /** A new Main Mode; its tunnel was up before, so it ought not to need one. */
  private void begun() {
    if (wasUp) {
      tally.renegotiated();
    }
  }

  private void step(Cookie ours, SaEvent event, Instant now) {
    Running running = sas.get(ours);
    if (running != null) {
      take(
          ours,
          running.settings(),
          running.asked(),
          running.sa().step(event, context(running.settings(), now)),
          now);
    }
  }

  private void take(
      Cookie ours, SaSettings settings, @Nullable Instant before, IkeSa.Step step, Instant now) {
    sas.put(ours, new Running(step.next(), settings, asked(before, step.next(), now)));
    for (SaEffect effect : step.effects()) {
      switch (effect) {
        case SaEffect.Transmit(var datagram, var along) -> wire.send(datagram, along);
        case SaEffect.TransmitNatKeepalive _, SaEffect.Trace _ -> {
          // no NAT on loopback, and nobody reads a site's trace
        }
        case SaEffect.Closed closed -> {
          sas.remove(ours);
          step(new PeerEvent.FromSa(ours, closed), now);
        }
        case SaEffect.Established _,
            SaEffect.InitialContact _,
            SaEffect.ChildEstablished _,
            SaEffect.ChildFailed _,
            SaEffect.PeerDeletedChildren _,
            SaEffect.PathMoved _,
            SaEffect.RekeyDue _,
            SaEffect.Dropped _,
            SaEffect.Checkpoint _ ->
            step(new PeerEvent.FromSa(ours, effect), now);
      }
    }
  }

  /** When the open question was put, if there is one; one that is closed is counted. */
  private @Nullable Instant asked(@Nullable Instant before, IkeSa sa, Instant now) {
    boolean asking = sa.dpd().filter(dpd -> dpd.phase() == DpdState.Phase.ASKING).isPresent();
    if (asking) {
      return before == null ? now : before;
    }
    if (before != null) {
      Duration gap = Duration.between(before, now);
      longestGap = longer(longestGap, gap);
      tally.answered(gap);
    }
    return null;
  }

  private SaContext context(SaSettings settings, Instant now) {
    return new SaContext(now, entropy, settings, false);
  }
}
