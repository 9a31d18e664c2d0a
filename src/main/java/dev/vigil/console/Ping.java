package dev.vigil.console;

import dev.vigil.actors.dataplane.PingReply;
import dev.vigil.actors.dataplane.PingRequest;
import dev.vigil.actors.observe.PeerAddress;
import dev.vigil.control.CommandHandler.Answer;
import dev.vigil.language.ExecRequest;
import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** {@code ping}, with the router's screen. */
final class Ping {
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final int MARKS_IN_A_LINE = 70;

  private final Function<PingRequest, CompletionStage<PingReply>> network;
  private final Asker asker;
  private final LongSummaryStatistics milliseconds = new LongSummaryStatistics();
  private int sent;
  private int marks;

  /**
   * @param network sends one request and waits for its reply
   */
  Ping(Function<PingRequest, CompletionStage<PingReply>> network, Asker asker) {
    this.network = network;
    this.asker = asker;
  }

  /** Sends one request after another, until the last reply or Ctrl-C. */
  Answer run(ExecRequest.Ping ping) {
    String destination = PeerAddress.of(ping.destination());
    asker.show(
        "Type escape sequence to abort.\n"
            + "Sending %d, %d-byte ICMP Echos to %s, timeout is %d seconds:\n"
                .formatted(ping.repeat(), ping.size(), destination, ping.timeout().toSeconds()));
    ping.source()
        .ifPresent(source ->
            asker.show("Packet sent with a source address of " + PeerAddress.of(source) + "\n"));
    PingRequest request =
        new PingRequest(ping.destination(), ping.source(), ping.size(), ping.timeout());
    boolean tired = false;
    while (sent < ping.repeat() && !tired) {
      Future<PingReply> reply = network.apply(request).toCompletableFuture();
      sent++;
      tired = isTired(reply, ping.timeout().plus(GRACE));
      switch (replyOf(reply)) {
        case PingReply.Answered(Duration roundTrip) -> {
          milliseconds.accept(Math.max(1, roundTrip.toMillis()));
          mark('!');
        }
        case PingReply.Lost() -> mark('.');
        case PingReply.NotSent(String reason) -> {
          asker.show("\n% Nothing is sent: " + reason + ".\n");
          return Answer.refused("");
        }
      }
    }
    return Answer.done((marks % MARKS_IN_A_LINE == 0 ? "" : "\n") + summary());
  }

  /** Waits for the reply; true if the user wants no more. */
  private boolean isTired(Future<PingReply> reply, Duration patience) {
    for (Duration waited = Duration.ZERO;
        !reply.isDone() && waited.compareTo(patience) < 0;
        waited = waited.plus(LOOK)) {
      if (asker.isTiredAfter(LOOK)) {
        return true;
      }
    }
    return false;
  }

  private static PingReply replyOf(Future<PingReply> reply) {
    try {
      return reply.get(0, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return new PingReply.Lost();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new PingReply.Lost();
    }
  }

  private void mark(char mark) {
    marks++;
    asker.show(mark + (marks % MARKS_IN_A_LINE == 0 ? "\n" : ""));
  }

  private String summary() {
    long answered = milliseconds.getCount();
    String rate =
        "Success rate is %d percent (%d/%d)".formatted(answered * 100 / sent, answered, sent);
    return answered == 0
        ? rate + "\n"
        : rate
            + ", round-trip min/avg/max = %d/%d/%d ms%n"
                .formatted(
                    milliseconds.getMin(),
                    Math.round(milliseconds.getAverage()),
                    milliseconds.getMax());
  }
}
