package dev.vigil.protocol.config;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** A line of an extended access-list. */
public sealed interface AccessEntry {
  /** Where the entry was put by number, if it was. */
  Optional<Integer> sequence();

  /** A comment. */
  record Remark(Optional<Integer> sequence, String text) implements AccessEntry {}

  /**
   * @param protocol IP protocol number, 0 for any
   * @param options words after the addresses and ports ({@code log}, {@code established} …)
   */
  record Rule(
      Optional<Integer> sequence,
      boolean permit,
      int protocol,
      Endpoint source,
      Endpoint destination,
      List<String> options)
      implements AccessEntry {
    public Rule {
      options = List.copyOf(options);
    }
  }

  /** A side of a rule. */
  record Endpoint(Match match, Optional<Ports> ports) {
    public static final Endpoint ANY = new Endpoint(new Match.Any(), Optional.empty());
  }

  /** Which addresses a side takes. */
  sealed interface Match {
    record Any() implements Match {}

    record Host(InetAddress address) implements Match {}

    /**
     * @param wildcard bits that are set do not count
     */
    record Wildcard(InetAddress address, InetAddress wildcard) implements Match {}

    /** IPv6. */
    record Prefix(IpPrefix prefix) implements Match {}

    record ObjectGroup(String name) implements Match {}
  }

  /**
   * @param operands one port, two for a range, or several for {@link Comparison#EQ}
   */
  record Ports(Comparison comparison, List<Integer> operands) {
    public Ports {
      operands = List.copyOf(operands);
    }
  }

  /** How a port is compared. */
  enum Comparison {
    EQ,
    NEQ,
    LT,
    GT,
    RANGE
  }
}
