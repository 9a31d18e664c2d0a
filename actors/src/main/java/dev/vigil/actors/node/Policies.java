package dev.vigil.actors.node;

import dev.vigil.actors.dataplane.Policy;
import dev.vigil.protocol.peer.ConfiguredPeers;
import java.util.List;

/** What the crypto map entries that we can bring up protect, for the data plane. */
final class Policies {
  private Policies() {}

  static List<Policy> of(ConfiguredPeers plan) {
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
