package dev.vigil.actors.observe;

import dev.vigil.protocol.exchange.DropReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** A node's counters. Any thread may count; nobody ever waits. */
public final class Counters {
  private final Map<Counter, LongAdder> counters = adders(Counter.class);
  private final Map<DropReason, LongAdder> drops = adders(DropReason.class);

  private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> type) {
    Map<E, LongAdder> adders = new EnumMap<>(type);
    for (E constant : type.getEnumConstants()) {
      adders.put(constant, new LongAdder());
    }
    return adders;
  }

  private static <E extends Enum<E>> LongAdder adder(Map<E, LongAdder> adders, E constant) {
    return Objects.requireNonNull(adders.get(constant));
  }

  private static <E extends Enum<E>> Map<E, Long> sums(Class<E> type, Map<E, LongAdder> adders) {
    Map<E, Long> sums = new EnumMap<>(type);
    adders.forEach((constant, adder) -> sums.put(constant, adder.sum()));
    return sums;
  }

  public void count(Counter counter) {
    adder(counters, counter).increment();
  }

  public void add(Counter counter, long more) {
    adder(counters, counter).add(more);
  }

  /** A datagram had no effect, for this reason. */
  public void dropped(DropReason reason) {
    adder(drops, reason).increment();
  }

  public long get(Counter counter) {
    return adder(counters, counter).sum();
  }

  public long get(DropReason reason) {
    return adder(drops, reason).sum();
  }

  /** All drops by reason, also those that never happened. */
  public Map<DropReason, Long> drops() {
    return sums(DropReason.class, drops);
  }

  /** All other counters. */
  public Map<Counter, Long> all() {
    return sums(Counter.class, counters);
  }
}
