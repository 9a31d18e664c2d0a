package dev.vigil.protocol.sa;

import dev.vigil.protocol.dpd.DpdState;
import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.phase1.Phase1Result;
import dev.vigil.protocol.phase1.Phase1State;
import dev.vigil.protocol.quickmode.ChildRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How far an IKE SA is. */
sealed interface Stage {
  /**
   * Main Mode is under way.
   *
   * @param path that the exchange runs along; nothing about it is proved
   * @param outstanding as initiator, the message that waits for its answer
   * @param answered as responder, the last message and the reply to it
   * @param giveUpAt as responder; an initiator gives up when its retransmissions run out
   * @param hint what unauthenticated messages say about why nothing comes of this: it names the end
   *     when that comes, and never brings it about
   * @param waiting what to negotiate as soon as phase 1 stands
   */
  record Negotiating(
      Phase1State phase1,
      Path path,
      Optional<Outstanding> outstanding,
      Optional<Answered> answered,
      Optional<Instant> giveUpAt,
      Optional<CloseReason> hint,
      List<ChildRequest> waiting)
      implements Stage {
    public Negotiating {
      waiting = List.copyOf(waiting);
    }

    Negotiating withOutstanding(Outstanding value) {
      return new Negotiating(phase1, path, Optional.of(value), answered, giveUpAt, hint, waiting);
    }

    Negotiating withAnswered(Answered value) {
      return new Negotiating(
          phase1, path, outstanding, Optional.of(value), giveUpAt, hint, waiting);
    }

    Negotiating withHint(CloseReason value) {
      return new Negotiating(
          phase1, path, outstanding, answered, giveUpAt, Optional.of(value), waiting);
    }

    Negotiating withWaiting(List<ChildRequest> value) {
      return new Negotiating(phase1, path, outstanding, answered, giveUpAt, hint, value);
    }
  }

  /**
   * The peer is authenticated.
   *
   * @param path where the peer is reached now
   * @param watching whether DPD may ask; not before the first Quick Mode of a Unity client
   * @param answered the last phase-1 request and the reply to it, while it may come again
   * @param softEnd when a successor is due; empty once that was said
   * @param natKeepalive how long the NAT before us may hear nothing; empty if there is none
   * @param sentAt when anything was last sent, for the NAT keepalive
   */
  record Established(
      Phase1Result result,
      Path path,
      DpdState dpd,
      boolean watching,
      List<QuickExchange> exchanges,
      SpentMessageIds spent,
      Optional<Answered> answered,
      Optional<Instant> softEnd,
      Optional<Duration> natKeepalive,
      Instant sentAt)
      implements Stage {
    public Established {
      exchanges = List.copyOf(exchanges);
    }

    /** The lifetime is over then, whatever is under way. */
    Instant hardEnd() {
      return result.establishedAt().plus(result.lifetime());
    }

    Established withPath(Path value) {
      return new Established(
          result, value, dpd, watching, exchanges, spent, answered, softEnd, natKeepalive, sentAt);
    }

    Established withDpd(DpdState value, boolean nowWatching) {
      return new Established(
          result,
          path,
          value,
          nowWatching,
          exchanges,
          spent,
          answered,
          softEnd,
          natKeepalive,
          sentAt);
    }

    Established withExchanges(List<QuickExchange> value) {
      return new Established(
          result, path, dpd, watching, value, spent, answered, softEnd, natKeepalive, sentAt);
    }

    Established withSpent(SpentMessageIds value) {
      return new Established(
          result, path, dpd, watching, exchanges, value, answered, softEnd, natKeepalive, sentAt);
    }

    Established withAnswered(Optional<Answered> value) {
      return new Established(
          result, path, dpd, watching, exchanges, spent, value, softEnd, natKeepalive, sentAt);
    }

    Established withSoftEnd(Optional<Instant> value) {
      return new Established(
          result, path, dpd, watching, exchanges, spent, answered, value, natKeepalive, sentAt);
    }

    Established withSentAt(Instant value) {
      return new Established(
          result, path, dpd, watching, exchanges, spent, answered, softEnd, natKeepalive, value);
    }
  }

  /** Over. */
  record Ended(CloseReason reason) implements Stage {}
}
