package dev.vigil.simulation;

import dev.vigil.protocol.dpd.PeerModel;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One site: how it answers, whether it asks, and what became of it. */
final class Site {
  private final PeerModel.Kind kind;
  private final boolean asks;
  private PeerModel model;
  private @Nullable Prober prober;
  private int generation;
  private long frozenUntil;
  private long lostAt = -1;
  private boolean cut;

  /**
   * @param asks whether it also watches the head-end
   */
  Site(PeerModel.Kind kind, boolean asks) {
    this.kind = kind;
    this.asks = asks;
    this.model = kind.fresh();
  }

  /** A new SA: nothing of the one before is remembered. */
  void establish(long now, SplittableRandom random) {
    generation++;
    model = kind.fresh();
    if (asks) {
      int wait = random.nextInt(Prober.interval(kind));
      prober = new Prober(kind, random.nextInt(), now, wait);
    }
  }

  /** Its SA is gone, and datagrams of it with it. */
  void forget() {
    generation++;
    prober = null;
  }

  /** Which of its SAs this is: what belongs to an older one is not understood any more. */
  int generation() {
    return generation;
  }

  boolean answers(int messageId, int number) {
    return model.answers(messageId, number);
  }

  /** What watches the head-end, if anything does. */
  @Nullable Prober prober() {
    return prober;
  }

  /** Without power from now on. */
  void die(long now) {
    lostAt = now;
  }

  /** Stands still until then, and goes on where it was. */
  void freeze(long now, long until) {
    lostAt = now;
    frozenUntil = until;
  }

  void revive() {
    lostAt = -1;
    frozenUntil = 0;
  }

  /** Its line is cut, or mended. */
  void cut(boolean down, long now) {
    cut = down;
    lostAt = down ? now : -1;
  }

  boolean isCut() {
    return cut;
  }

  /** Whether it can be heard. */
  boolean lives() {
    return lostAt < 0;
  }

  /** Since when it cannot be heard, if so. */
  OptionalLong lostAt() {
    return lives() ? OptionalLong.empty() : OptionalLong.of(lostAt);
  }

  /** Until when what reaches it waits; 0 if it does not. */
  long frozenUntil() {
    return frozenUntil;
  }
}
