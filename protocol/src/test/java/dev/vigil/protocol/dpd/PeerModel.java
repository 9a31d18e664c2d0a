package dev.vigil.protocol.dpd;

/** What real peers, and some that the RFC permits, do with an R-U-THERE. Each is one living SA. */
public abstract sealed class PeerModel {
  /** The peers that are modelled. */
  public enum Kind {
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
    public boolean real() {
      return real;
    }

    /** A new SA with such a peer. */
    public PeerModel fresh() {
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
  public abstract boolean answers(int messageId, int number);

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
    public boolean answers(int messageId, int number) {
      return true;
    }
  }

  /** Answers a number that does not rise only three times, then waits for a higher one. */
  private static final class Libreswan extends PeerModel {
    /** It knows all of an SA; the last ones are all that the network repeats. */
    private final int[] messageIds = new int[8];

    private int messages;
    private int repeats;

    @Override
    public boolean answers(int messageId, int number) {
      if (came(messageId)) {
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

    private boolean came(int messageId) {
      for (int i = Math.max(0, messages - messageIds.length); i < messages; i++) {
        if (messageIds[i % messageIds.length] == messageId) {
          return true;
        }
      }
      messageIds[messages++ % messageIds.length] = messageId;
      return false;
    }
  }

  /** Refuses a lower number, takes the same one four times more. */
  private static final class Isakmpd extends PeerModel {
    private int repeats;

    @Override
    public boolean answers(int messageId, int number) {
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
    public boolean answers(int messageId, int number) {
      if (!above(number)) {
        return false;
      }
      take(number);
      return true;
    }
  }

  private static final class Strict extends PeerModel {
    @Override
    public boolean answers(int messageId, int number) {
      if (!next(number)) {
        return false;
      }
      take(number);
      return true;
    }
  }
}
