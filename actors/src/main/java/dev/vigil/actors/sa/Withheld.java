package dev.vigil.actors.sa;

import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.sa.SaEffect;
import dev.vigil.protocol.wire.ExchangeType;
import dev.vigil.protocol.wire.HeaderView;
import dev.vigil.protocol.wire.Octets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What an IKE SA has to say and may not until its state is safe, and the datagrams that wait for
 * that too. Exists only meanwhile. DPD and other Informational exchanges go on: they tell nothing
 * that a new owner would not know.
 */
final class Withheld {
  private static final int MOST_EFFECTS = 64;
  private static final int MOST_DATAGRAMS = 8;

  private record One(SaEffect effect, Optional<Path> from, long ticket) {}

  private final Deque<One> effects = new ArrayDeque<>();
  private final List<SaMessage.Arrived> datagrams = new ArrayList<>();
  private long last;

  /** Whether the datagram belongs to an exchange that need not wait. */
  static boolean mayPass(Octets datagram) {
    return HeaderView.of(datagram).exchange() == ExchangeType.INFORMATIONAL.code();
  }

  /** Behind what waits already. */
  void add(SaEffect effect, Optional<Path> from, long ticket) {
    last = Math.max(last, ticket);
    boolean repeated =
        effect instanceof SaEffect.Transmit
            && effects.stream().anyMatch(known -> known.effect().equals(effect));
    if (!repeated && effects.size() < MOST_EFFECTS) {
      effects.add(new One(effect, from, ticket));
    }
  }

  /** Whether a step that needs no safety of its own may nonetheless do this only later. */
  static boolean mustWait(SaEffect effect) {
    return effect instanceof SaEffect.Transmit(var datagram, _) && !mayPass(datagram);
  }

  /** False if too many wait. */
  boolean stash(SaMessage.Arrived datagram) {
    return datagrams.size() < MOST_DATAGRAMS && datagrams.add(datagram);
  }

  /**
   * All up to this ticket is safe.
   *
   * @return whether nothing waits any more
   */
  boolean release(long ticket, BiConsumer<SaEffect, Optional<Path>> perform) {
    while (!effects.isEmpty() && effects.peek().ticket() <= ticket) {
      One one = effects.remove();
      perform.accept(one.effect(), one.from());
    }
    return ticket >= last;
  }

  List<SaMessage.Arrived> datagrams() {
    return datagrams;
  }
}
