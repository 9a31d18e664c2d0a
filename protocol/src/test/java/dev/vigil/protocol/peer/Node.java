package dev.vigil.protocol.peer;

import dev.vigil.protocol.cookie.CookieCodec;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.cookie.SpiCodec;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.quickmode.ChildSa;
import dev.vigil.protocol.resume.PeerProgress;
import dev.vigil.protocol.resume.SaProgress;
import dev.vigil.protocol.sa.IkeSa;
import dev.vigil.protocol.sa.SaContext;
import dev.vigil.protocol.sa.SaEffect;
import dev.vigil.protocol.sa.SaEvent;
import dev.vigil.protocol.sa.SaSettings;
import dev.vigil.protocol.snapshot.PeerSnapshot;
import dev.vigil.protocol.snapshot.SaSnapshot;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.Decoding;
import dev.vigil.protocol.wire.Octets;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One side: a peer machine with its IKE SAs, as the actors will run them, and what they reported.
 */
final class Node {
  private record Live(IkeSa sa, SaSettings settings) {}

  private final InetAddress address;
  private final Net net;
  private final Entropy entropy;
  private final Map<Cookie, Live> sas = new LinkedHashMap<>();
  private final Deque<Runnable> mail = new ArrayDeque<>();
  private final Map<Integer, ChildSa> dataPlane = new LinkedHashMap<>();
  private final List<PeerEffect> reports = new ArrayList<>();
  private final List<CloseReason> ends = new ArrayList<>();
  private final CookieCodec cookies;
  private final SpiCodec spis;
  private final PeerTag tag = new PeerTag(0x123456);
  private final Map<String, List<InetAddress>> names = new LinkedHashMap<>();
  private boolean nameServiceAway;
  private PeerMachine machine;
  private PeerState state;

  private final Map<Cookie, SaSnapshot> saved = new LinkedHashMap<>();
  private Octets record = Octets.EMPTY;
  private Optional<PeerProgress> progress = Optional.empty();
  private long effectsLeft = Long.MAX_VALUE;
  private boolean dead;

  Node(InetAddress address, PeerSettings settings, Net net, long seed) {
    this.address = address;
    this.net = net;
    Random random = new Random(seed);
    this.entropy = random::nextBytes;
    Secret secret = Secret.wrap(entropy.bytes(16));
    this.cookies = CookieCodec.of(secret);
    this.spis = SpiCodec.of(secret, 9);
    this.machine = new PeerMachine(tag, settings, cookies, spis);
    this.state = PeerState.starting(net.now());
  }

  InetAddress address() {
    return address;
  }

  PeerState state() {
    return state;
  }

  List<PeerEffect> reports() {
    return reports;
  }

  /** Why IKE SAs ended, in order. */
  List<CloseReason> ends() {
    return ends;
  }

  <E extends PeerEffect> List<E> reports(Class<E> kind) {
    return reports.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** What the data plane holds now, by inbound SPI. */
  Map<Integer, ChildSa> dataPlane() {
    return dataPlane;
  }

  int liveSas() {
    return sas.size();
  }

  /** From now on the name resolves to these. */
  void resolves(String name, InetAddress... addresses) {
    names.put(name, List.of(addresses));
  }

  /** Questions about names are not answered any more. */
  void loseNameService() {
    nameServiceAway = true;
  }

  /** Of IKE SAs that live, by our cookie. */
  Set<Cookie> saCookies() {
    return Set.copyOf(sas.keySet());
  }

  /** All memory is lost, as by a power cut. */
  void reboot() {
    sas.clear();
    mail.clear();
    dataPlane.clear();
    state = PeerState.starting(net.now());
  }

  /**
   * Dies when it has saved and sent that many times more, and does nothing until it is replaced.
   */
  void dieAfter(long effects) {
    effectsLeft = effects;
  }

  boolean isDead() {
    return dead;
  }

  /** The last record. */
  Octets record() {
    return record;
  }

  /** What would be known of its numbers if it were replaced later. */
  void tellProgress(boolean exact) {
    if (!dead) {
      List<SaProgress> known =
          sas.values().stream().flatMap(live -> live.sa().progress().stream()).toList();
      progress = Optional.of(new PeerProgress(tag, net.now(), exact, known, List.of()));
    }
  }

  /** Another owner goes on from the last record. */
  void replace() {
    dead = false;
    effectsLeft = Long.MAX_VALUE;
    reboot();
    saved.clear();
    if (record.isEmpty()) {
      return;
    }
    if (!(PeerSnapshot.decode(record) instanceof Decoding.Decoded<PeerSnapshot>(var snapshot))) {
      throw new AssertionError("the record cannot be read");
    }
    state = snapshot.state();
    for (SaSnapshot sa : snapshot.sas()) {
      SaSettings settings = machine.settingsFor(state, sa.sa().path().orElseThrow()).orElseThrow();
      saved.put(sa.ours(), sa);
      apply(sa.ours(), settings, sa.sa().resume(progress, context(settings)));
    }
    tell(new PeerEvent.Resumed(progress));
  }

  private boolean spend() {
    dead = dead || effectsLeft-- <= 0;
    return !dead;
  }

  private void save() {
    if (spend()) {
      saved.keySet().retainAll(sas.keySet());
      record = new PeerSnapshot(state, List.copyOf(saved.values())).encode();
    }
  }

  void reconfigure(PeerSettings settings) {
    machine = new PeerMachine(tag, settings, cookies, spis);
    tell(new PeerEvent.SettingsChanged());
  }

  /** Lets every pair of IPsec SAs reach its soft lifetime now. */
  void hasten() {
    state =
        new PeerState(
            state.serials(),
            state.halfOpen(),
            state.sas(),
            state.entries().stream()
                .map(entry -> entry.withSoftAt(Optional.of(net.now())))
                .toList(),
            state.pending(),
            state.attempts(),
            state.sessions(),
            state.names());
  }

  void received(Octets datagram, Path path) {
    tell(new PeerEvent.Received(datagram, path));
  }

  void tell(PeerEvent event) {
    mail.add(() -> step(event));
    deliver();
  }

  Optional<Instant> nextDeadline() {
    return dead ? Optional.empty() : nextDeadlineAlive();
  }

  private Optional<Instant> nextDeadlineAlive() {
    return Stream.concat(
            machine.nextDeadline(state).stream(),
            sas.values().stream().flatMap(live -> live.sa().nextDeadline().stream()))
        .min(Instant::compareTo);
  }

  void deadlines() {
    if (dead) {
      return;
    }
    if (due(machine.nextDeadline(state))) {
      tell(new PeerEvent.DeadlineReached());
    }
    for (Map.Entry<Cookie, Live> entry : List.copyOf(sas.entrySet())) {
      if (due(entry.getValue().sa().nextDeadline())) {
        mail.add(() -> step(entry.getKey(), new SaEvent.DeadlineReached()));
      }
    }
    deliver();
  }

  private boolean due(Optional<Instant> at) {
    return at.isPresent() && !at.get().isAfter(net.now());
  }

  private void deliver() {
    while (!mail.isEmpty() && !dead) {
      mail.remove().run();
    }
    if (dead) {
      mail.clear();
    }
  }

  private void step(PeerEvent event) {
    PeerStep step = machine.step(state, event, net.now(), entropy);
    state = step.next();
    step.effects().forEach(this::carryOut);
  }

  private void carryOut(PeerEffect effect) {
    if (dead) {
      return;
    }
    reports.add(effect);
    switch (effect) {
      case PeerEffect.Transmit(var datagram, var path) -> send(datagram, path);
      case PeerEffect.Checkpoint _ -> save();
      case PeerEffect.StartResponder start -> {
        SaContext context = context(start.settings());
        switch (IkeSa.respond(start.halfOpen(), start.datagram(), start.path(), context)) {
          case IkeSa.Admission.Admitted(var step) -> apply(start.ours(), start.settings(), step);
          case IkeSa.Admission.Rejected(var reason, _) ->
              mail.add(
                  () -> step(new PeerEvent.NotAdmitted(start.halfOpen(), start.path(), reason)));
        }
      }
      case PeerEffect.StartInitiator(var ours, var settings, var path, var children) ->
          apply(ours, settings, IkeSa.initiate(ours, path, children, context(settings)));
      case PeerEffect.ToSa(var ours, var event) -> mail.add(() -> step(ours, event));
      case PeerEffect.ChildInstalled(var child, _, _, _, _) ->
          dataPlane.put(child.inboundSpi(), child);
      case PeerEffect.ChildRemoved(var child, _) -> dataPlane.remove(child.inboundSpi());
      case PeerEffect.Resolve(var name) -> {
        if (!nameServiceAway) {
          List<InetAddress> addresses = names.getOrDefault(name, List.of());
          mail.add(() -> step(new PeerEvent.Resolved(name, addresses, "no such name")));
        }
      }
      case PeerEffect.ChildRebound _,
          PeerEffect.SessionUp _,
          PeerEffect.SessionDown _,
          PeerEffect.ConnectionFailed _,
          PeerEffect.FailedOver _,
          PeerEffect.Dropped _,
          PeerEffect.Trace _,
          PeerEffect.SequencesGranted _,
          PeerEffect.Empty _ -> {}
    }
  }

  private void step(Cookie ours, SaEvent event) {
    Live live = sas.get(ours);
    if (live != null) {
      apply(ours, live.settings(), live.sa().step(event, context(live.settings())));
    }
  }

  private void apply(Cookie ours, SaSettings settings, IkeSa.Step step) {
    if (step.next().isEnded()) {
      sas.remove(ours);
    } else {
      sas.put(ours, new Live(step.next(), settings));
    }
    boolean waiting = false;
    for (SaEffect effect : step.effects()) {
      if (effect instanceof SaEffect.Checkpoint) {
        waiting = true;
        mail.add(() -> {
          saved.put(ours, new SaSnapshot(ours, net.now(), step.next()));
          save();
        });
      } else if (effect instanceof SaEffect.Transmit(var datagram, var path)) {
        if (waiting) {
          mail.add(() -> send(datagram, path));
        } else {
          send(datagram, path);
        }
      } else {
        if (effect instanceof SaEffect.Closed(var reason)) {
          ends.add(reason);
        }
        mail.add(() -> step(new PeerEvent.FromSa(ours, effect)));
      }
    }
  }

  private void send(Octets datagram, Path path) {
    if (spend()) {
      net.send(datagram, path);
    }
  }

  private SaContext context(SaSettings settings) {
    return new SaContext(net.now(), entropy, settings, false);
  }
}
