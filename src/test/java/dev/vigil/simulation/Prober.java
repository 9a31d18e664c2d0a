package dev.vigil.simulation;

import dev.vigil.protocol.dpd.PeerModel;

/**
 * A site that asks whether the head-end lives, in the manner of one of the known peers: when, how
 * often, with which numbers, and which answers it takes.
 */
final class Prober {
  /** Which number the retries carry. */
  private enum Numbers {
    SAME,
    RISING,
    /** The same, and the next one from the fourth try on. */
    RISING_ONCE
  }

  /** Which ACK counts. */
  private enum Taken {
    THE_LAST,
    ANY_OUTSTANDING,
    ANY
  }

  /**
   * Times in milliseconds.
   *
   * @param interval of silence before it asks
   * @param retry from a try to the next
   * @param tries how many must go unanswered
   * @param hears whether our own R-U-THERE tells it that we live
   */
  private record Habit(
      int interval, int retry, int tries, Numbers numbers, Taken taken, boolean hears) {
    static Habit of(PeerModel.Kind kind) {
      return switch (kind) {
        // dpd_delay 10 s, dpd_timeout 150 s: fourteen tries fit between.
        case STRONGSWAN -> new Habit(10_000, 10_000, 14, Numbers.SAME, Taken.THE_LAST, true);
        // dpddelay 10, dpdtimeout 120, which any R-U-THERE or ACK calls off.
        case LIBRESWAN -> new Habit(10_000, 10_000, 12, Numbers.RISING, Taken.ANY, true);
        case RACOON -> new Habit(10_000, 5_000, 5, Numbers.RISING, Taken.ANY_OUTSTANDING, false);
        case ISAKMPD -> new Habit(10_000, 5_000, 5, Numbers.SAME, Taken.THE_LAST, true);
        // --dpd-idle 60: a sixth of its default, so that an hour sees enough of it.
        case VPNC -> new Habit(60_000, 6_000, 6, Numbers.RISING_ONCE, Taken.THE_LAST, false);
        case RISING, STRICT -> new Habit(10_000, 2_000, 5, Numbers.RISING, Taken.THE_LAST, true);
      };
    }
  }

  /** What the timer of the site asks for. */
  enum Turn {
    NOTHING,
    ASK,
    GIVE_UP
  }

  private final Habit habit;
  private int number;
  private int acknowledged;
  private int attempt = -1;
  private long heard;
  private long asked;

  /**
   * @param random for its first number
   * @param wait until it begins, in milliseconds, shorter than its interval
   */
  Prober(PeerModel.Kind kind, int random, long now, int wait) {
    habit = Habit.of(kind);
    number = random & 0x7fff;
    acknowledged = number;
    heard = now - habit.interval() + wait;
  }

  static int interval(PeerModel.Kind kind) {
    return Habit.of(kind).interval();
  }

  static int tries(PeerModel.Kind kind) {
    return Habit.of(kind).tries();
  }

  /** When its timer is due next. */
  long due() {
    return attempt < 0 ? heard + habit.interval() : asked + habit.retry();
  }

  /** Its timer went off. */
  Turn wake(long now) {
    if (now < due()) {
      return Turn.NOTHING;
    }
    attempt++;
    if (attempt == habit.tries()) {
      return Turn.GIVE_UP;
    }
    boolean next =
        switch (habit.numbers()) {
          case SAME -> attempt == 0;
          case RISING -> true;
          case RISING_ONCE -> attempt == 0 || attempt == 3;
        };
    number += next ? 1 : 0;
    asked = now;
    return Turn.ASK;
  }

  /** The number of what it asks. */
  int number() {
    return number;
  }

  /** Whether this ACK ends a schedule of its. */
  boolean answered(int ack, long now) {
    boolean taken =
        switch (habit.taken()) {
          case THE_LAST -> ack == number;
          case ANY_OUTSTANDING -> ack > acknowledged && ack <= number;
          case ANY -> true;
        };
    if (!taken || attempt < 0) {
      return false;
    }
    acknowledged = ack;
    attempt = -1;
    heard = now;
    return true;
  }

  /** An R-U-THERE of ours was taken. */
  void heardUs(long now) {
    if (habit.hears()) {
      attempt = -1;
      heard = now;
    }
  }
}
