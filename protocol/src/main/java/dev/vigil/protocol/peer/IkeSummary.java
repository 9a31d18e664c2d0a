package dev.vigil.protocol.peer;

import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.exchange.Role;
import dev.vigil.protocol.phase1.HalfOpen;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.CookiePair;
import dev.vigil.protocol.wire.Payload;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the peer machine remembers of one IKE SA.
 *
 * @param ours our half of its cookie pair
 * @param initiator the initiator's half
 * @param established empty while Main Mode runs
 * @param replaces our cookie of the SA that it is to succeed
 * @param initialContact the peer said that nothing older of it is alive
 * @param retireAt when it makes room for its successor, or is given up as no longer needed
 * @param rekeyAt when an attempt to replace it is made again
 * @param closing told to end; nothing new is given to it
 */
record IkeSummary(
    Cookie ours,
    Cookie initiator,
    Role role,
    Path path,
    Instant startedAt,
    Optional<Established> established,
    Optional<Cookie> replaces,
    boolean initialContact,
    Optional<Instant> retireAt,
    Optional<Instant> rekeyAt,
    boolean closing) {

  /** What phase 1 found out. */
  record Established(CookiePair cookies, Payload.Identification peer, Instant at) {}

  /** It counts as started when message 1 came. */
  static IkeSummary responder(HalfOpen halfOpen, Path path) {
    return started(
        halfOpen.cookies().responder(),
        halfOpen.cookies().initiator(),
        Role.RESPONDER,
        path,
        halfOpen.createdAt(),
        Optional.empty());
  }

  static IkeSummary initiator(Cookie ours, Path path, Instant now, Optional<Cookie> replaces) {
    return started(ours, ours, Role.INITIATOR, path, now, replaces);
  }

  private static IkeSummary started(
      Cookie ours, Cookie initiator, Role role, Path path, Instant now, Optional<Cookie> replaces) {
    return new IkeSummary(
        ours,
        initiator,
        role,
        path,
        now,
        Optional.empty(),
        replaces,
        false,
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /** Established, and not on its way out. */
  boolean usable() {
    return established.isPresent() && retireAt.isEmpty() && !closing;
  }

  /** Main Mode is still running. */
  boolean negotiating() {
    return established.isEmpty() && !closing;
  }

  /** Whether both are authenticated as the same peer. */
  boolean samePeer(IkeSummary other) {
    return established.isPresent()
        && other.established.isPresent()
        && established.get().peer().equals(other.established.get().peer());
  }

  IkeSummary withEstablished(Established value) {
    return with(draft -> {
      draft.established = Optional.of(value);
      draft.retireAt = Optional.empty();
    });
  }

  IkeSummary withPath(Path value) {
    return with(draft -> draft.path = value);
  }

  IkeSummary withInitialContact() {
    return with(draft -> draft.initialContact = true);
  }

  IkeSummary withRetireAt(Optional<Instant> value) {
    return with(draft -> draft.retireAt = value);
  }

  IkeSummary withRekeyAt(Optional<Instant> value) {
    return with(draft -> draft.rekeyAt = value);
  }

  /** As a new owner knows it. */
  IkeSummary atRest() {
    return new IkeSummary(
        ours,
        initiator,
        role,
        path,
        startedAt,
        established,
        Optional.empty(),
        initialContact,
        retireAt,
        rekeyAt,
        false);
  }

  IkeSummary asClosing() {
    return with(draft -> {
      draft.retireAt = Optional.empty();
      draft.rekeyAt = Optional.empty();
      draft.closing = true;
    });
  }

  private IkeSummary with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return new IkeSummary(
        ours,
        initiator,
        role,
        draft.path,
        startedAt,
        draft.established,
        replaces,
        draft.initialContact,
        draft.retireAt,
        draft.rekeyAt,
        draft.closing);
  }

  /** What may change, while it does. */
  private static final class Draft {
    private Path path;
    private Optional<Established> established;
    private boolean initialContact;
    private Optional<Instant> retireAt;
    private Optional<Instant> rekeyAt;
    private boolean closing;

    Draft(IkeSummary from) {
      path = from.path;
      established = from.established;
      initialContact = from.initialContact;
      retireAt = from.retireAt;
      rekeyAt = from.rekeyAt;
      closing = from.closing;
    }
  }
}
