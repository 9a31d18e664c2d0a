package dev.vigil.protocol.config;

import java.util.List;
import java.util.Optional;

/**
 * A named list of entries that an interface is given ({@code crypto map}).
 *
 * @param ipv6 the map's peers are IPv6 peers
 * @param localInterface the interface whose address we speak from, in place of each interface's own
 * @param isakmpProfile for entries that name none
 * @param entries by sequence number
 */
public record CryptoMap(
    String name,
    boolean ipv6,
    Optional<String> localInterface,
    ClientAccess client,
    Optional<String> isakmpProfile,
    List<CryptoMapEntry> entries) {
  public CryptoMap {
    entries = List.copyOf(entries);
  }
}
