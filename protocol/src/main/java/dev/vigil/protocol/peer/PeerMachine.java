package dev.vigil.protocol.peer;

import dev.vigil.protocol.cookie.CookieCodec;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.cookie.SpiCodec;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.sa.SaEffect;
import dev.vigil.protocol.sa.SaSettings;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * One remote site, above its IKE SAs: it answers first messages, decides which address of a crypto
 * map entry is current, keeps the IPsec SAs over rekeys of either phase, and ends what the peer no
 * longer has. It holds settings and codecs, no state: {@link #step} is a function of its arguments.
 *
 * <p>Order of calls: {@link #step} for every event, and after each one a timer armed for {@link
 * #nextDeadline}, which gives {@link PeerEvent.DeadlineReached}. Effects are carried out in order.
 */
public final class PeerMachine {
  private final PeerTag tag;
  private final PeerSettings settings;
  private final CookieCodec cookies;
  private final SpiCodec spis;

  public PeerMachine(PeerTag tag, PeerSettings settings, CookieCodec cookies, SpiCodec spis) {
    this.tag = tag;
    this.settings = settings;
    this.cookies = cookies;
    this.spis = spis;
  }

  public PeerSettings settings() {
    return settings;
  }

  /** When {@link PeerEvent.DeadlineReached} is due; empty: nothing waits for time to pass. */
  public Optional<Instant> nextDeadline(PeerState state) {
    return state.nextDeadline();
  }

  /** How to talk to the peer at the end of this path; empty: not at all. */
  public Optional<SaSettings> settingsFor(PeerState state, Path path) {
    InetAddress remote = path.remote().getAddress();
    return settings.addresses().find(remote, path.local().getAddress(), state.namesOf(remote));
  }

  public PeerStep step(PeerState state, PeerEvent event, Instant now, Entropy entropy) {
    Turn turn = new Turn(tag, settings, cookies, spis, state, now, entropy);
    Calls calls = new Calls(turn);
    Connections connections = new Connections(turn, calls, new HostNames(turn));
    Children children = new Children(turn, calls, connections);
    IkeSas sas = new IkeSas(turn, children, calls, connections);
    switch (event) {
      case PeerEvent.Received(var datagram, var path) ->
          new Arrivals(turn).received(datagram, path);
      case PeerEvent.FromSa(var ours, var effect) -> sas.reported(ours, effect);
      case PeerEvent.NotAdmitted(var halfOpen, var path, var reason) ->
          new Arrivals(turn).notAdmitted(halfOpen, path, reason);
      case PeerEvent.DeadlineReached() -> {
        turn.expireHalfOpen();
        sas.deadlines();
        children.deadlines();
        connections.deadlines();
      }
      case PeerEvent.BringUp(var connection) -> connections.bringUp(connection);
      case PeerEvent.Clear clear -> {
        connections.abandon(clear);
        sas.close(sa -> clear.takes(sa.path(), turn.vrfs(sa.path())), CloseReason.CLEARED, true);
      }
      case PeerEvent.ClearIke(var ours) -> sas.clear(ours);
      case PeerEvent.ClearChildren clear -> children.clear(clear);
      case PeerEvent.ChildWornOut(int spi, boolean hard) -> children.wornOut(spi, hard);
      case PeerEvent.SequencesNeeded(int spi) -> new Return(turn).needed(spi);
      case PeerEvent.Resumed(var progress) -> new Return(turn).resumed(progress);
      case PeerEvent.TrafficFor(var connection) -> connections.traffic(connection);
      case PeerEvent.Resolved resolved -> connections.resolved(resolved);
      case PeerEvent.SettingsChanged() -> {
        connections.retain();
        children.retain();
        sas.close(summary -> turn.settingsFor(summary.path()).isEmpty(), CloseReason.CLEARED, true);
      }
      case PeerEvent.Shutdown(boolean tellPeer) -> {
        if (tellPeer) {
          connections.abandon(PeerEvent.Clear.ALL);
          sas.close(_ -> true, CloseReason.SHUTDOWN, true);
        }
      }
    }
    return turn.finish(!(event instanceof PeerEvent.FromSa report && savedBySa(report.effect())));
  }

  /**
   * Whether the IKE SA's own {@link SaEffect.Checkpoint} follows in the step that reports this: one
   * record holds both, and must not hold a pair of IPsec SAs without the exchange that tells the
   * peer of it.
   */
  private static boolean savedBySa(SaEffect effect) {
    return switch (effect) {
      case SaEffect.Established _,
          SaEffect.InitialContact _,
          SaEffect.ChildEstablished _,
          SaEffect.PeerDeletedChildren _,
          SaEffect.PathMoved _,
          SaEffect.Checkpoint _ ->
          true;
      case SaEffect.ChildFailed _,
          SaEffect.RekeyDue _,
          SaEffect.Closed _,
          SaEffect.Transmit _,
          SaEffect.TransmitNatKeepalive _,
          SaEffect.Dropped _,
          SaEffect.Trace _ ->
          false;
    };
  }
}
