package dev.vigil.protocol.config;

import java.util.List;

/**
 * Templates for peers whose address is not known beforehand ({@code crypto dynamic-map}).
 *
 * @param entries by sequence number
 */
public record DynamicMap(String name, List<CryptoMapEntry> entries) {
  public DynamicMap {
    entries = List.copyOf(entries);
  }
}
