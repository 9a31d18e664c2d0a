package dev.vigil.protocol.dpd;

import java.util.HashSet;
import java.util.Set;

/** What real peers, and some that the RFC permits, do with an R-U-THERE. Each is one living SA. */
abstract sealed class PeerModel {
  /** The peers that are modelled. */
  enum Kind {
    STRONGSWAN(true),
    LIBRESWAN(true),
    ISAKMPD(true),
    RACOON(true),
    VPNC(true),
    /** Refuses what is not above all before, as a peer with a replay window does. */
    RISING(false),
    /** Refuses all but the next number: RFC 3706 §6.2 to the letter. */
    STRICT(false);

    private final boolean real;

    Kind(boolean real) {
      this.real = real;
    }

    /** Whether such a peer was found, and not only imagined. */
    boolean real() {
      return real;
    }

    PeerModel fresh() {
      return switch (this) {
        case STRONGSWAN, RACOON, VPNC -> new Lenient();
        case LIBRESWAN -> new Libreswan();
        case ISAKMPD -> new Isakmpd();
        case RISING -> new Rising();
        case STRICT -> new Strict();
      };
    }
  }

  private boolean any;
  private int last;

  /** Whether an R-U-THERE with this number is answered; changes what the peer expects next. */
  abstract boolean answers(int messageId, int number);

  final boolean above(int number) {
    return !any || number - last > 0;
  }

  final boolean same(int number) {
    return any && number == last;
  }

  final boolean next(int number) {
    return !any || number == last + 1;
  }

  final void take(int number) {
    any = true;
    last = number;
  }

  /** strongSwan, racoon and vpnc answer whatever is well formed. */
  private static final class Lenient extends PeerModel {
    @Override
    boolean answers(int messageId, int number) {
      return true;
    }
  }

  /** Answers a number that does not rise only three times, then waits for a higher one. */
  private static final class Libreswan extends PeerModel {
    private final Set<Integer> messageIds = new HashSet<>();
    private int repeats;

    @Override
    boolean answers(int messageId, int number) {
      if (!messageIds.add(messageId)) {
        return false;
      }
      if (above(number)) {
        repeats = 0;
      } else if (repeats == 3) {
        return false;
      } else {
        repeats++;
      }
      take(number);
      return true;
    }
  }

  /** Refuses a lower number, takes the same one four times more. */
  private static final class Isakmpd extends PeerModel {
    private int repeats;

    @Override
    boolean answers(int messageId, int number) {
      if (above(number)) {
        repeats = 0;
        take(number);
        return true;
      }
      repeats += same(number) ? 1 : 0;
      return same(number) && repeats <= 4;
    }
  }

  private static final class Rising extends PeerModel {
    @Override
    boolean answers(int messageId, int number) {
      if (!above(number)) {
        return false;
      }
      take(number);
      return true;
    }
  }

  private static final class Strict extends PeerModel {
    @Override
    boolean answers(int messageId, int number) {
      if (!next(number)) {
        return false;
      }
      take(number);
      return true;
    }
  }
}
