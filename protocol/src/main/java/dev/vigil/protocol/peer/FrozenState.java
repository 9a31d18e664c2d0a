package dev.vigil.protocol.peer;

import dev.vigil.protocol.cookie.CookieSerials;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.exchange.Role;
import dev.vigil.protocol.frozen.FieldReader;
import dev.vigil.protocol.frozen.FieldWriter;
import dev.vigil.protocol.frozen.FrozenChild;
import dev.vigil.protocol.frozen.FrozenPath;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.CookiePair;
import dev.vigil.protocol.wire.Octets;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A peer's state as fields: of it what must outlive its node, see {@link Durable}. */
final class FrozenState {
  private FrozenState() {}

  static void freeze(PeerState state, FieldWriter fields) {
    Durable durable = Durable.of(state);
    fields
        .number(1, state.serials().last())
        .each(2, durable.sas(), FrozenState::freeze)
        .each(3, durable.entries(), FrozenState::freeze)
        .each(4, plans(state.attempts()).entrySet(), FrozenState::freeze)
        .each(5, durable.sessions().entrySet(), FrozenState::freezeSession);
  }

  static PeerState thaw(FieldReader fields) {
    return new PeerState(
        new CookieSerials(Math.clamp(fields.number(1), 0, Long.MAX_VALUE >>> 2)),
        List.of(),
        fields.each(2, FrozenState::sa),
        fields.each(3, FrozenState::entry),
        List.of(),
        fields.each(4, FrozenState::attempt).stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (_, last) -> last)),
        fields.each(5, FrozenState::session).stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (_, last) -> last)),
        Map.of());
  }

  private static void freeze(IkeSummary sa, FieldWriter fields) {
    IkeSummary.Established established = sa.established().orElseThrow();
    fields
        .eight(1, established.cookies().initiator().value())
        .eight(2, established.cookies().responder().value())
        .number(3, FrozenPath.code(sa.role()))
        .nested(4, path -> FrozenPath.freeze(sa.path(), path))
        .instant(5, sa.startedAt())
        .nested(6, id -> FrozenPath.freeze(established.peer(), id))
        .instant(7, established.at())
        .flag(8, sa.initialContact())
        .instant(9, sa.retireAt())
        .instant(10, sa.rekeyAt());
  }

  private static IkeSummary sa(FieldReader fields) {
    CookiePair cookies = new CookiePair(new Cookie(fields.eight(1)), new Cookie(fields.eight(2)));
    Role role = FrozenPath.role(fields, 3);
    Path path = FrozenPath.thaw(fields.nested(4));
    return new IkeSummary(
        role == Role.INITIATOR ? cookies.initiator() : cookies.responder(),
        cookies.initiator(),
        role,
        path,
        fields.instant(5),
        Optional.of(
            new IkeSummary.Established(
                cookies, FrozenPath.identification(fields.nested(6)), fields.instant(7))),
        Optional.empty(),
        fields.flag(8),
        fields.maybeInstant(9),
        fields.maybeInstant(10),
        false);
  }

  private static void freeze(ChildEntry entry, FieldWriter fields) {
    fields
        .nested(1, child -> FrozenChild.freeze(entry.child(), child))
        .eight(2, entry.ike().value())
        .octets(3, FrozenPath.octets(entry.remote()))
        .instant(4, entry.softAt())
        .instant(5, entry.hardAt())
        .instant(6, entry.retireAt())
        .number(7, code(entry.end()))
        .number(8, entry.ceiling());
  }

  private static ChildEntry entry(FieldReader fields) {
    long ceiling = fields.number(8);
    if (ceiling < 0 || ceiling > ChildEntry.LAST_SEQUENCE) {
      throw fields.malformed("a sequence number has more than 32 bits");
    }
    return new ChildEntry(
        FrozenChild.thaw(fields.nested(1)),
        new Cookie(fields.eight(2)),
        FrozenPath.address(fields, 3),
        fields.maybeInstant(4),
        fields.instant(5),
        fields.maybeInstant(6),
        end(fields),
        ceiling);
  }

  private static int code(ChildEnd end) {
    return switch (end) {
      case REKEYED -> 0;
      case REDUNDANT -> 1;
      case LIFETIME -> 2;
      case PEER_DELETED -> 3;
      case PEER_GONE -> 4;
      case INITIAL_CONTACT -> 5;
      case CLEARED -> 6;
      case SHUTDOWN -> 7;
    };
  }

  private static ChildEnd end(FieldReader fields) {
    return switch (fields.number(7, Integer.MAX_VALUE)) {
      case 0 -> ChildEnd.REKEYED;
      case 1 -> ChildEnd.REDUNDANT;
      case 2 -> ChildEnd.LIFETIME;
      case 3 -> ChildEnd.PEER_DELETED;
      case 4 -> ChildEnd.PEER_GONE;
      case 5 -> ChildEnd.INITIAL_CONTACT;
      case 6 -> ChildEnd.CLEARED;
      case 7 -> ChildEnd.SHUTDOWN;
      default -> throw fields.malformed("an end of IPsec SAs is not known");
    };
  }

  /** Those that say more than that nothing was begun yet. */
  private static Map<String, Attempt> plans(Map<String, Attempt> attempts) {
    return attempts.entrySet().stream()
        .filter(entry -> {
          Attempt attempt = entry.getValue();
          return attempt.wanted() || attempt.current() != 0 || attempt.called().isPresent();
        })
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static void freeze(Map.Entry<String, Attempt> entry, FieldWriter fields) {
    Attempt attempt = entry.getValue();
    fields
        .text(1, entry.getKey())
        .flag(2, attempt.wanted())
        .number(3, attempt.current())
        .octets(4, attempt.called().map(FrozenPath::octets).orElse(Octets.EMPTY));
  }

  private static Map.Entry<String, Attempt> attempt(FieldReader fields) {
    Attempt attempt = Attempt.idle(fields.number(3, 0xffff)).withWanted(fields.flag(2));
    return Map.entry(
        fields.text(1),
        fields.octets(4).isEmpty() ? attempt : attempt.calling(FrozenPath.address(fields, 4)));
  }

  private static void freezeSession(Map.Entry<InetAddress, Session> entry, FieldWriter fields) {
    Session session = entry.getValue();
    fields
        .octets(1, FrozenPath.octets(entry.getKey()))
        .number(2, session.peer().getPort())
        .nested(3, id -> FrozenPath.freeze(session.identity(), id));
    if (!session.peer().getAddress().equals(entry.getKey())) {
      fields.octets(4, FrozenPath.octets(session.peer().getAddress()));
    }
  }

  private static Map.Entry<InetAddress, Session> session(FieldReader fields) {
    InetAddress key = FrozenPath.address(fields, 1);
    InetAddress peer = fields.octets(4).isEmpty() ? key : FrozenPath.address(fields, 4);
    return Map.entry(
        key,
        new Session(
            new InetSocketAddress(peer, fields.number(2, 0xffff)),
            FrozenPath.identification(fields.nested(3))));
  }
}
