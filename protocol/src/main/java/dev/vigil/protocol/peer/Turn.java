package dev.vigil.protocol.peer;

import dev.vigil.protocol.config.Vrfs;
import dev.vigil.protocol.cookie.CookieCodec;
import dev.vigil.protocol.cookie.CookieSerials;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.cookie.SpiCodec;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.sa.SaSettings;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.Payload;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A peer's state while one event is worked on, and the effects so far; lives for one step. */
final class Turn {
  final PeerSettings settings;
  final Instant now;
  final Entropy entropy;
  final List<HalfOpenEntry> halfOpen;
  final List<IkeSummary> sas;
  final List<ChildEntry> children;
  final List<Pending> pending;
  final Map<String, Attempt> attempts;
  final Map<String, ResolvedName> names;

  private final PeerTag tag;
  private final CookieCodec cookieCodec;
  private final SpiCodec spiCodec;
  private final PeerState before;
  private final List<PeerEffect> effects = new ArrayList<>();
  private CookieSerials serials;
  private CloseReason lastEnd = CloseReason.CLEARED;

  Turn(
      PeerTag tag,
      PeerSettings settings,
      CookieCodec cookieCodec,
      SpiCodec spiCodec,
      PeerState state,
      Instant now,
      Entropy entropy) {
    this.tag = tag;
    this.settings = settings;
    this.cookieCodec = cookieCodec;
    this.spiCodec = spiCodec;
    this.before = state;
    this.now = now;
    this.entropy = entropy;
    this.halfOpen = new ArrayList<>(state.halfOpen());
    this.sas = new ArrayList<>(state.sas());
    this.children = new ArrayList<>(state.entries());
    this.pending = new ArrayList<>(state.pending());
    this.attempts = new LinkedHashMap<>(state.attempts());
    this.names = new LinkedHashMap<>(state.names());
    this.serials = state.serials();
  }

  void emit(PeerEffect effect) {
    effects.add(effect);
  }

  /** Why sessions that have lost their last IPsec SAs in this step are down. */
  void because(CloseReason reason) {
    lastEnd = reason;
  }

  /**
   * A cookie that no exchange of this peer has, for one that we begin; empty when the peer has had
   * too many lately.
   */
  Optional<Cookie> newCookie() {
    return newCookie(last -> last.next(now));
  }

  /** The same for an exchange that is begun with a message that proves nothing. */
  Optional<Cookie> newCookieForStranger() {
    return newCookie(last -> last.nextForStranger(now));
  }

  private Optional<Cookie> newCookie(Function<CookieSerials, Optional<CookieSerials>> successor) {
    Optional<CookieSerials> next = successor.apply(serials);
    while (next.isPresent()) {
      serials = next.get();
      Cookie cookie = cookieCodec.encode(tag, serials.last());
      if (sa(cookie).isEmpty() && halfOpen.stream().noneMatch(e -> e.ours().equals(cookie))) {
        return Optional.of(cookie);
      }
      next = successor.apply(serials);
    }
    return Optional.empty();
  }

  /** Gives back the last new cookie, which nobody saw. */
  void cookieUnused() {
    serials = before.serials();
  }

  /** Cookies that no owner before this one has made. */
  void serialsFromHere() {
    long now = CookieSerials.startingAt(this.now).last();
    serials = new CookieSerials(Math.max(now, serials.last()));
  }

  /** An inbound SPI that this peer does not use. */
  int newSpi() {
    while (true) {
      int spi = spiCodec.encode(tag, entropy.nextInt());
      if (children.stream().noneMatch(child -> child.inboundSpi() == spi)
          && pending.stream().noneMatch(p -> p.request().inboundSpi() == spi)) {
        return spi;
      }
    }
  }

  /** Evenly between {@code least} and {@code most}. */
  Duration between(Duration least, Duration most) {
    long span = Math.max(1, most.minus(least).toMillis());
    return least.plusMillis(Math.floorMod(entropy.nextInt(), span));
  }

  boolean reached(Optional<Instant> time) {
    return time.isPresent() && !now.isBefore(time.get());
  }

  void expireHalfOpen() {
    halfOpen.removeIf(entry -> !now.isBefore(entry.expiresAt()));
  }

  Optional<SaSettings> settingsFor(Path path) {
    InetAddress remote = path.remote().getAddress();
    return settings
        .addresses()
        .find(remote, path.local().getAddress(), PeerState.namesOf(names, remote));
  }

  /** Of a peer at the end of this path; global where a host name has no address. */
  Vrfs vrfs(Path path) {
    InetAddress remote = path.remote().getAddress();
    return remote == null
        ? Vrfs.GLOBAL
        : settings.addresses().vrfs(remote, path.local().getAddress());
  }

  Optional<IkeSummary> sa(Cookie ours) {
    return sas.stream().filter(sa -> sa.ours().equals(ours)).findFirst();
  }

  /** An SA to that address which can take work: the one that was established last. */
  Optional<IkeSummary> usableSa(InetAddress remote) {
    return usable(sa -> sa.path().remote().getAddress().equals(remote));
  }

  /** The same for the peer at the end of a path, in the path's VRF. */
  Optional<IkeSummary> usableSa(Path path) {
    return usable(sa -> sameHost(sa.path(), path));
  }

  private Optional<IkeSummary> usable(Predicate<IkeSummary> which) {
    return sas.stream().filter(sa -> sa.usable() && which.test(sa)).reduce((_, later) -> later);
  }

  /** Whether both lead to one host: an address may be another one's in each front VRF. */
  boolean sameHost(Path one, Path other) {
    return one.remote().getAddress().equals(other.remote().getAddress()) && sameFront(one, other);
  }

  private boolean sameFront(Path one, Path other) {
    return vrfs(one).front().equals(vrfs(other).front());
  }

  /** Whether both are with the same authenticated peer, in one VRF: names mean little beyond it. */
  boolean samePeer(IkeSummary one, IkeSummary other) {
    return one.samePeer(other) && sameFront(one.path(), other.path());
  }

  void change(Cookie ours, UnaryOperator<IkeSummary> change) {
    sas.replaceAll(sa -> sa.ours().equals(ours) ? change.apply(sa) : sa);
  }

  Attempt attempt(Connection connection) {
    return attempts.getOrDefault(connection.label(), Attempt.idle(connection.first()));
  }

  /** Who the IPsec SAs with that address are with; empty before there are any. */
  Optional<Payload.Identification> sessionWith(InetAddress remote) {
    return Optional.ofNullable(before.sessions().get(remote)).map(Session::identity);
  }

  /**
   * @param saving whether what must outlive the node is to be saved where it changed
   */
  PeerStep finish(boolean saving) {
    Map<InetAddress, Session> sessions = sessions();
    before
        .sessions()
        .forEach((address, session) -> {
          if (!sessions.containsKey(address)) {
            emit(new PeerEffect.SessionDown(session.peer(), session.identity(), lastEnd));
          }
        });
    sessions.forEach((address, session) -> {
      if (!before.sessions().containsKey(address)) {
        emit(new PeerEffect.SessionUp(session.peer(), session.identity()));
      }
    });
    PeerState next =
        new PeerState(serials, halfOpen, sas, children, pending, attempts, sessions, names);
    boolean changed = saving && !Durable.of(next).equals(Durable.of(before));
    List<PeerEffect> ordered = changed ? withCheckpoint() : effects;
    if (next.isEmpty()) {
      ordered.add(new PeerEffect.Empty());
    }
    return new PeerStep(next, ordered);
  }

  /** A number that is used before its grant is safe could be used again by another owner. */
  private List<PeerEffect> withCheckpoint() {
    List<PeerEffect> ordered = new ArrayList<>();
    effects.stream().filter(effect -> !waits(effect)).forEach(ordered::add);
    ordered.add(new PeerEffect.Checkpoint());
    effects.stream().filter(Turn::waits).forEach(ordered::add);
    return ordered;
  }

  private static boolean waits(PeerEffect effect) {
    return effect instanceof PeerEffect.ChildInstalled
        || effect instanceof PeerEffect.SequencesGranted;
  }

  /** One for each address that IPsec SAs stand with. */
  private Map<InetAddress, Session> sessions() {
    Map<InetAddress, Session> sessions = new LinkedHashMap<>();
    for (ChildEntry child : children) {
      Session known = before.sessions().get(child.remote());
      if (known != null) {
        sessions.put(child.remote(), known);
      } else {
        sa(child.ike()).ifPresent(sa -> sessions.putIfAbsent(child.remote(), session(sa)));
      }
    }
    return sessions;
  }

  private static Session session(IkeSummary sa) {
    Payload.Identification identity =
        sa.established()
            .map(IkeSummary.Established::peer)
            .orElseThrow(() -> new IllegalStateException("IPsec SAs under no established SA"));
    return new Session(sa.path().remote(), identity);
  }
}
