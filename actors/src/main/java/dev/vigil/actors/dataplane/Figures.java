package dev.vigil.actors.dataplane;

import dev.vigil.actors.observe.ChildTraffic;
import dev.vigil.protocol.exchange.DropReason;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What one pair of IPsec SAs carried. Any thread counts and reads. */
final class Figures {
  private final AtomicLong packetsIn = new AtomicLong();
  private final AtomicLong bytesIn = new AtomicLong();
  private final AtomicLong packetsOut = new AtomicLong();
  private final AtomicLong bytesOut = new AtomicLong();
  private final AtomicLong replayed = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private volatile @Nullable Instant lastInbound;
  private volatile @Nullable Instant lastOutbound;
  private volatile ChildTraffic cleared = ChildTraffic.NONE;

  /** Something authentic came, with or without a packet in it. */
  void heard(Instant at) {
    lastInbound = at;
  }

  /**
   * @return bytes that came in so far
   */
  long received(int bytes) {
    packetsIn.incrementAndGet();
    return bytesIn.addAndGet(bytes);
  }

  /**
   * @return bytes that went out so far
   */
  long sent(int bytes, Instant at) {
    lastOutbound = at;
    packetsOut.incrementAndGet();
    return bytesOut.addAndGet(bytes);
  }

  void refused(DropReason reason) {
    (reason == DropReason.ESP_REPLAYED ? replayed : refused).incrementAndGet();
  }

  ChildTraffic total() {
    return new ChildTraffic(
        packetsIn.get(),
        bytesIn.get(),
        packetsOut.get(),
        bytesOut.get(),
        replayed.get(),
        refused.get(),
        Optional.ofNullable(lastInbound),
        Optional.ofNullable(lastOutbound));
  }

  ChildTraffic sinceCleared() {
    return total().minus(cleared);
  }

  void clear() {
    cleared = total();
  }
}
