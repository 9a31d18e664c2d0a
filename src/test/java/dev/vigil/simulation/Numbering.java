package dev.vigil.simulation;

import dev.vigil.protocol.dpd.DpdSettings;

/**
 * Candidates for the numbers of retries, put over the machine's own like another coat: one object
 * for each SA says which numbers go out for a try and whether an ACK is awaited. RFC 3706 §6.2.
 */
sealed interface Numbering {
  /** The candidates. */
  enum Scheme {
    /** One number for all tries of a schedule. */
    SAME("n n n n n"),
    /** Each try has the next number. */
    ADVANCING("n n+1 n+2 n+3 n+4"),
    /** As it is built in: each number twice. */
    MIXED("n n n+1 n+1 n+2"),
    /** Built in as a setting: a retry asks with every number that may be expected. */
    SWEEPING("n, n to n+1, … n to n+4");

    private final String words;

    Scheme(String words) {
      this.words = words;
    }

    /** The numbers of the five tries. */
    String words() {
      return words;
    }

    /** What the machine is set to under it. */
    DpdSettings settings(DpdSettings usual) {
      return this == SWEEPING ? usual.withEveryNumber() : usual;
    }

    Numbering fresh(int first) {
      return switch (this) {
        case SAME -> new Stepping(first, Integer.MAX_VALUE);
        case ADVANCING -> new Stepping(first, 1);
        case MIXED, SWEEPING -> new BuiltIn();
      };
    }
  }

  /**
   * @param number what the machine would send
   * @param attempt 0 for the first try of a schedule
   */
  int[] numbers(int number, int attempt);

  /** Whether an ACK with this number is taken. */
  boolean takes(int ack);

  /** Whether the machine is told the number itself, or that what it sent last was acknowledged. */
  default boolean builtIn() {
    return false;
  }

  /** The machine decides. */
  final class BuiltIn implements Numbering {
    @Override
    public int[] numbers(int number, int attempt) {
      return new int[] {number};
    }

    @Override
    public boolean takes(int ack) {
      return true;
    }

    @Override
    public boolean builtIn() {
      return true;
    }
  }

  /** A number is sent so often; each schedule begins with a new one. */
  final class Stepping implements Numbering {
    private final int sendings;
    private int last;
    private int sent;
    private int lowest;

    Stepping(int first, int sendings) {
      this.last = first;
      this.lowest = first;
      this.sendings = sendings;
    }

    @Override
    public int[] numbers(int number, int attempt) {
      if (attempt == 0) {
        last++;
        lowest = last;
        sent = 0;
      } else if (sent == sendings) {
        last++;
        sent = 0;
      }
      sent++;
      return new int[] {last};
    }

    @Override
    public boolean takes(int ack) {
      if (ack < lowest || ack > last) {
        return false;
      }
      lowest = ack + 1;
      return true;
    }
  }
}
