package dev.vigil.console;

import dev.vigil.actors.observe.ChildTraffic;
import dev.vigil.actors.observe.ChildView;
import dev.vigil.protocol.config.Flow;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * A flow of a crypto map entry with the IPsec SAs that it has now.
 *
 * @param interfaceName where the map is
 * @param tag the crypto map
 * @param entry label of the entry
 * @param local where the peer talks to us, 0.0.0.0 where that is not known
 * @param remote the peer, 0.0.0.0 where that is not known
 * @param pairs none while it is down, two while its SAs are renewed
 * @param replayWindow in packets, 0 for no check
 * @param dynamic a template of a dynamic map serves it
 */
record ProtectedFlow(
    String interfaceName,
    String tag,
    String entry,
    Optional<String> insideVrf,
    Flow flow,
    InetSocketAddress local,
    InetSocketAddress remote,
    List<ChildView> pairs,
    int replayWindow,
    boolean dynamic) {

  ChildTraffic traffic() {
    return pairs.stream().map(ChildView::traffic).reduce(ChildTraffic.NONE, ChildTraffic::plus);
  }

  /** The pair whose outbound SA is used. */
  Optional<ChildView> newest() {
    return pairs.isEmpty() ? Optional.empty() : Optional.of(pairs.getLast());
  }
}
