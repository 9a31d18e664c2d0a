package dev.vigil.actors.dataplane;

import dev.vigil.protocol.config.TrafficSelector;
import dev.vigil.protocol.peer.ConfiguredPeers;
import java.util.List;

/**
 * A flow that a crypto map entry protects.
 *
 * @param connection the entry's label
 */
public record Policy(String connection, TrafficSelector local, TrafficSelector remote) {
  /** What the crypto map entries protect whose peer we can call. */
  public static List<Policy> of(ConfiguredPeers plan) {
    return plan.connections().stream()
        .flatMap(label -> plan.tagOf(label).stream())
        .distinct()
        .flatMap(tag -> plan.settingsOf(tag).connections().stream())
        .flatMap(connection ->
            connection.flows().stream()
                .map(flow -> new Policy(connection.label(), flow.local(), flow.remote())))
        .toList();
  }
}
