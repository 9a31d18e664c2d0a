package dev.vigil.protocol.sa;

import dev.vigil.protocol.dpd.DpdState;
import dev.vigil.protocol.dpd.PeerNumbers;
import dev.vigil.protocol.dpd.ProbeNumbers;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.frozen.FieldReader;
import dev.vigil.protocol.frozen.FieldWriter;
import dev.vigil.protocol.frozen.FrozenChild;
import dev.vigil.protocol.frozen.FrozenPath;
import dev.vigil.protocol.frozen.FrozenPhase1;
import dev.vigil.protocol.phase1.Phase1Result;
import dev.vigil.protocol.quickmode.QuickModeState;
import dev.vigil.protocol.sa.Stage.Established;
import dev.vigil.protocol.wire.Octets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An established SA as fields. Of its exchanges only those that the peer began and that wait for
 * its message 3, and those whose last message may have to be repeated: what we began is begun anew.
 */
final class FrozenStage {
  private FrozenStage() {}

  static void freeze(Established stage, FieldWriter fields) {
    Path path = stage.path();
    fields
        .nested(1, result -> FrozenPhase1.freeze(stage.result(), result))
        .nested(2, moved(path, stage.result().path()), FrozenPath::freeze)
        .nested(3, dpd -> freeze(stage.dpd(), dpd))
        .flag(4, stage.watching())
        .each(
            5,
            stage.exchanges().stream().filter(FrozenStage::matters).toList(),
            (exchange, inner) -> freeze(exchange, path, inner))
        .octets(6, stage.spent().octets())
        .nested(7, stage.answered(), (answered, inner) -> freeze(answered, path, inner))
        .instant(8, stage.softEnd());
    stage.natKeepalive().ifPresent(every -> fields.duration(9, every));
  }

  private static Optional<Path> moved(Path path, Path usual) {
    return path.equals(usual) ? Optional.empty() : Optional.of(path);
  }

  static Established thaw(FieldReader fields) {
    Phase1Result result = FrozenPhase1.thaw(fields.nested(1));
    Path path = fields.maybe(2, FrozenPath::thaw).orElse(result.path());
    List<QuickExchange> exchanges = fields.each(5, inner -> exchange(inner, result, path));
    if (exchanges.size() > QuickModes.MAX_EXCHANGES) {
      throw fields.malformed("too many Quick Modes");
    }
    Octets spent = fields.octets(6);
    return new Established(
        result,
        path,
        dpd(fields.nested(3)),
        fields.flag(4),
        exchanges,
        SpentMessageIds.of(spent)
            .orElseThrow(() -> fields.malformed("message IDs of " + spent.length() + " bytes")),
        fields.maybe(7, inner -> answered(inner, path)),
        fields.maybeInstant(8),
        fields.maybeNumber(9).isPresent() ? Optional.of(fields.duration(9)) : Optional.empty(),
        result.establishedAt());
  }

  private static void freeze(DpdState dpd, FieldWriter fields) {
    ProbeNumbers probes = dpd.probes();
    PeerNumbers requests = dpd.requests();
    fields
        .number(1, Integer.toUnsignedLong(probes.last()))
        .number(2, Math.max(0, probes.last() + 1 - probes.lowest()))
        .instant(3, dpd.triedAt())
        .number(4, requests.seen() ? 1 + Integer.toUnsignedLong(requests.highest()) : 0)
        .instant(5, dpd.heard());
  }

  /** Without settings, which {@link Resumption} puts back. */
  private static DpdState dpd(FieldReader fields) {
    int last = (int) fields.number(1);
    long highest = fields.number(4);
    Instant tried = fields.instant(3);
    Instant heard = fields.instant(5);
    return new DpdState(
        Life.NEVER_ASKING,
        DpdState.Phase.OFF,
        0,
        false,
        heard,
        tried,
        heard,
        heard,
        new ProbeNumbers(last, 0, last + 1 - (int) fields.number(2), true),
        new PeerNumbers(highest != 0, (int) (highest - 1), Instant.EPOCH, Instant.EPOCH));
  }

  private static boolean matters(QuickExchange exchange) {
    return exchange.answered().isPresent()
        && switch (exchange.state()) {
          case QuickModeState.InitiatorSent1 _ -> false;
          case QuickModeState.ResponderSent2 _ -> true;
          case QuickModeState.Done _ -> !exchange.answered().get().reply().isEmpty();
        };
  }

  private static void freeze(QuickExchange exchange, Path path, FieldWriter fields) {
    fields
        .number(1, Integer.toUnsignedLong(exchange.messageId()))
        .octets(2, exchange.iv())
        .instant(3, exchange.until())
        .nested(4, exchange.answered(), (answered, inner) -> freeze(answered, path, inner));
    if (exchange.state() instanceof QuickModeState.ResponderSent2 sent) {
      fields.nested(
          5,
          inner ->
              inner
                  .octets(1, sent.initiatorNonce())
                  .octets(2, sent.responderNonce())
                  .nested(3, child -> FrozenChild.freeze(sent.child(), child)));
    }
  }

  private static QuickExchange exchange(FieldReader fields, Phase1Result result, Path path) {
    int messageId = (int) fields.number(1);
    Optional<QuickModeState> open =
        fields.maybe(
            5,
            inner ->
                new QuickModeState.ResponderSent2(
                    messageId,
                    inner.octets(1),
                    inner.octets(2),
                    FrozenChild.thaw(inner.nested(3))));
    Answered answered = answered(fields.nested(4), path);
    Instant until = fields.instant(3);
    return new QuickExchange(
        open.orElseGet(() -> new QuickModeState.Done(messageId)),
        fields.octets(2, result.encryption().blockBytes()),
        open.map(_ -> new Outstanding(answered.reply(), path, 1, until)),
        Optional.of(answered),
        until);
  }

  private static void freeze(Answered answered, Path usual, FieldWriter fields) {
    fields
        .octets(1, answered.mark())
        .octets(2, answered.reply())
        .nested(3, moved(answered.path(), usual), FrozenPath::freeze)
        .number(4, answered.left())
        .instant(5, answered.until());
  }

  private static Answered answered(FieldReader fields, Path usual) {
    return new Answered(
        fields.octets(1),
        fields.octets(2),
        fields.maybe(3, FrozenPath::thaw).orElse(usual),
        fields.number(4, 0xffff),
        fields.instant(5));
  }
}
