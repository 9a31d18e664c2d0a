package dev.vigil.protocol.sa;

import dev.vigil.protocol.dpd.DpdState;
import dev.vigil.protocol.dpd.PeerNumbers;
import dev.vigil.protocol.exchange.Role;
import dev.vigil.protocol.phase1.Phase1Result;
import dev.vigil.protocol.quickmode.QuickModeState;
import dev.vigil.protocol.resume.PeerProgress;
import dev.vigil.protocol.resume.SaProgress;
import dev.vigil.protocol.sa.Stage.Established;
import dev.vigil.protocol.wire.Cookie;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** An established SA from the hands of one owner into those of the next. */
final class Resumption {
  /** By how much the clocks of two owners may differ. */
  private static final Duration CLOCKS = Duration.ofSeconds(2);

  /** Within which what is overdue is done, so that not all of it is done at once. */
  private static final Duration SPREAD = Duration.ofMinutes(1);

  /** The same for messages that a peer waits for. */
  private static final Duration SOON = Duration.ofMillis(100);

  /**
   * What became due that lately may have been under way. Of a Main Mode of ours the peer may hold
   * an SA that we know nothing of, and would miss us there: it gets a newer one before that.
   */
  private static final Duration LATELY = Duration.ofMinutes(2);

  private static final Duration AT_ONCE = Duration.ofSeconds(3);

  private Resumption() {}

  static Established resume(Established stage, Optional<PeerProgress> progress, Turn turn) {
    Optional<Duration> natKeepalive =
        Optional.of(turn.settings().phase1().nat().keepalive())
            .filter(_ -> stage.result().natTraversal().localBehindNat());
    boolean watching =
        stage.watching()
            || Liveness.watchAt(stage).filter(at -> !turn.now().isBefore(at)).isPresent();
    List<QuickExchange> exchanges =
        stage.exchanges().stream().map(exchange -> soon(exchange, turn)).toList();
    return new Established(
        stage.result(),
        stage.path(),
        dpd(stage, watching, progress, turn),
        watching,
        exchanges,
        stage.spent(),
        stage.answered(),
        Optional.of(softEnd(stage, turn)),
        natKeepalive,
        turn.now());
  }

  private static DpdState dpd(
      Established stage, boolean watching, Optional<PeerProgress> progress, Turn turn) {
    DpdState frozen = stage.dpd();
    Optional<SaProgress> known = progress.flatMap(peer -> peer.sa(ours(stage.result())));
    boolean exact = known.isPresent() && progress.get().exact();
    Instant since = known.isPresent() ? progress.get().at() : frozen.triedAt();
    Duration unseen =
        exact ? Duration.ZERO : atLeast(CLOCKS, Duration.between(since, turn.now()).plus(CLOCKS));
    PeerNumbers requests = frozen.requests();
    OptionalInt highest =
        requests.seen() ? OptionalInt.of(requests.highest()) : OptionalInt.empty();
    Instant heard = frozen.heard();
    return DpdState.resumed(
        turn.settings().dpd().orElse(Life.NEVER_ASKING),
        watching && turn.settings().dpd().isPresent(),
        known.map(SaProgress::lastProbe).orElse(frozen.lastNumber()),
        known.map(SaProgress::awaited).orElse(frozen.probes().lowest()),
        unseen,
        known.map(it -> higher(highest, it.highestRequest())).orElse(highest),
        known.map(SaProgress::requestedAt).filter(heard::isBefore).orElse(heard),
        turn.context().entropy().nextInt(),
        turn.now());
  }

  private static Duration atLeast(Duration least, Duration value) {
    return value.compareTo(least) < 0 ? least : value;
  }

  private static OptionalInt higher(OptionalInt one, OptionalInt other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    return Integer.compareUnsigned(one.getAsInt(), other.getAsInt()) < 0 ? other : one;
  }

  /** Also where a successor was being made: that is begun anew if it is still called for. */
  private static Instant softEnd(Established stage, Turn turn) {
    Optional<Instant> ahead = stage.softEnd().filter(turn.now()::isBefore);
    if (ahead.isPresent()) {
      return ahead.get();
    }
    boolean lately = stage.softEnd().filter(turn.now().minus(LATELY)::isAfter).isEmpty();
    Duration most = lately ? AT_ONCE : SPREAD;
    Duration half = Duration.between(turn.now(), stage.hardEnd()).dividedBy(2);
    Duration room = half.compareTo(most) < 0 ? half : most;
    return turn.now().plus(within(room, turn));
  }

  /**
   * What waits for an answer is sent again, by its timer; so is, once, an exchange's last message,
   * which may not have left.
   */
  private static QuickExchange soon(QuickExchange exchange, Turn turn) {
    boolean done = exchange.state() instanceof QuickModeState.Done;
    int sent = done ? Math.max(1, turn.retransmission().tries() - 1) : 1;
    return exchange.withOutstanding(
        exchange
            .answered()
            .map(it ->
                new Outstanding(it.reply(), it.path(), sent, turn.now().plus(within(SOON, turn)))));
  }

  private static Duration within(Duration room, Turn turn) {
    long millis = Math.max(1, room.toMillis());
    return Duration.ofMillis(Math.floorMod(turn.context().entropy().nextInt(), millis));
  }

  /** How far the numbers have come. */
  static SaProgress progress(Established stage) {
    DpdState dpd = stage.dpd();
    PeerNumbers requests = dpd.requests();
    return new SaProgress(
        ours(stage.result()),
        dpd.lastNumber(),
        dpd.probes().lowest(),
        requests.seen() ? OptionalInt.of(requests.highest()) : OptionalInt.empty(),
        requests.seen() ? DpdState.earlier(requests.lastFresh(), dpd.heard()) : dpd.heard());
  }

  private static Cookie ours(Phase1Result result) {
    return result.role() == Role.INITIATOR
        ? result.cookies().initiator()
        : result.cookies().responder();
  }
}
