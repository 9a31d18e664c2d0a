package dev.vigil.console;

import dev.vigil.actors.observe.ChildView;
import dev.vigil.actors.observe.ConnectionView.LastEnd;
import dev.vigil.actors.observe.SaView;
import dev.vigil.protocol.config.Flow;
import dev.vigil.protocol.config.Vrfs;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What there is between a peer's endpoint and this node, or is configured to be.
 *
 * @param local where the peer talks to us; empty where no interface says it
 * @param remote where the peer is; 0.0.0.0 where its name does not resolve
 * @param down configured flows without IPsec SAs
 * @param dynamic a template of a dynamic map serves it
 * @param lastEnd why its tunnel went down last
 */
record CryptoSession(
    String interfaceName,
    Optional<InetSocketAddress> local,
    InetSocketAddress remote,
    Optional<String> profile,
    Optional<String> description,
    Vrfs vrfs,
    List<SaView> sas,
    List<ChildView> children,
    List<Flow> down,
    boolean dynamic,
    Optional<LastEnd> lastEnd) {

  /** The router's words for IKE and IPsec together. */
  enum Status {
    UP_ACTIVE("UP-ACTIVE", "UA"),
    UP_IDLE("UP-IDLE", "UI"),
    UP_NO_IKE("UP-NO-IKE", "UK"),
    DOWN_NEGOTIATING("DOWN-NEGOTIATING", "DN"),
    DOWN("DOWN", "D");

    private final String words;
    private final String letters;

    Status(String words, String letters) {
      this.words = words;
      this.letters = letters;
    }

    String words() {
      return words;
    }

    String letters() {
      return letters;
    }

    boolean isDown() {
      return this == DOWN || this == DOWN_NEGOTIATING;
    }
  }

  Status status() {
    boolean established = sas.stream().anyMatch(SaView::established);
    if (!children.isEmpty()) {
      return established ? Status.UP_ACTIVE : Status.UP_NO_IKE;
    }
    return established ? Status.UP_IDLE : sas.isEmpty() ? Status.DOWN : Status.DOWN_NEGOTIATING;
  }

  /** Since when there is an SA of either kind that still stands. */
  Optional<Instant> since() {
    return Stream.concat(
            sas.stream().flatMap(sa -> sa.phase1().stream()).map(p -> p.establishedAt()),
            children.stream().map(ChildView::establishedAt))
        .min(Instant::compareTo);
  }

  Optional<String> phase1Id() {
    return sas.stream()
        .flatMap(sa -> sa.phase1().stream())
        .map(p -> Texts.identity(p.peerIdentity()))
        .reduce((_, later) -> later);
  }

  String origin() {
    return dynamic ? "dynamic crypto map" : "crypto map";
  }
}
