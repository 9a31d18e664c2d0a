package dev.vigil.actors.dataplane;

import dev.vigil.protocol.ip.IcmpEcho;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Echo requests of our own that wait for their replies. */
final class Pings {
  private static final int NUMBERS = 1 << 16;
  private static final int HEADERS_V4 = 28;
  private static final int HEADERS_V6 = 48;

  private record Waiting(IcmpEcho request, Instant at, CompletableFuture<PingReply> reply) {}

  private final int identifier;
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<Integer, Waiting> waiting = new ConcurrentHashMap<>();

  Pings(int identifier) {
    this.identifier = identifier & 0xffff;
  }

  /** The request to be sent next. */
  IcmpEcho request(InetAddress source, PingRequest request) {
    int headers = source.getAddress().length == 4 ? HEADERS_V4 : HEADERS_V6;
    return IcmpEcho.request(
        source,
        request.destination(),
        identifier,
        numbers.getAndIncrement() % NUMBERS,
        Math.max(headers, request.size()));
  }

  /** It is being sent: its reply may come from now on. */
  CompletableFuture<PingReply> await(IcmpEcho request, Instant now, Duration timeout) {
    CompletableFuture<PingReply> reply = new CompletableFuture<>();
    Waiting mine = new Waiting(request, now, reply);
    waiting.put(request.sequence(), mine);
    return reply
        .completeOnTimeout(new PingReply.Lost(), timeout.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((done, fault) -> waiting.remove(request.sequence(), mine));
  }

  /** A reply came; one that answers none of ours is for somebody else. */
  void answered(IcmpEcho echo, Instant now) {
    Optional.ofNullable(waiting.get(echo.sequence()))
        .filter(mine -> echo.answers(mine.request()))
        .ifPresent(mine ->
            mine.reply().complete(new PingReply.Answered(Duration.between(mine.at(), now))));
  }
}
