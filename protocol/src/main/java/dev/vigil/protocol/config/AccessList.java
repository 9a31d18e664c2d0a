package dev.vigil.protocol.config;

import java.util.List;

/**
 * An extended access-list. In a crypto map it says what is protected: each {@code permit} is a
 * flow, each {@code deny} an exception from the permits after it.
 *
 * @param name or number (100 to 199, 2000 to 2699)
 */
public record AccessList(String name, boolean ipv6, List<AccessEntry> entries) {
  public AccessList {
    entries = List.copyOf(entries);
  }

  /** The rules without the remarks. */
  public List<AccessEntry.Rule> rules() {
    return entries.stream()
        .filter(AccessEntry.Rule.class::isInstance)
        .map(AccessEntry.Rule.class::cast)
        .toList();
  }

  /** Permitted flows that Quick Mode can name, in order; the others are not in the list. */
  public List<Flow> flows() {
    return rules().stream()
        .filter(AccessEntry.Rule::permit)
        .flatMap(rule -> Flow.of(rule, ipv6).stream())
        .toList();
  }
}
