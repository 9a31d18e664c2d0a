package dev.vigil.simulation;

import dev.vigil.protocol.dpd.DpdSettings;
import dev.vigil.protocol.dpd.PeerModel;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** Who is simulated. */
final class Populations {
  /** {@code crypto isakmp keepalive 10 periodic}. */
  static final DpdSettings PERIODIC = DpdSettings.periodic(Duration.ofSeconds(10));

  /** Every model of a peer that exists. */
  static final List<PeerModel.Kind> REAL =
      Arrays.stream(PeerModel.Kind.values()).filter(PeerModel.Kind::real).toList();

  private Populations() {}

  /** Real peers in equal parts that answer and say nothing else. */
  static IntFunction<Site> silent() {
    return i -> new Site(REAL.get(i % REAL.size()), false);
  }

  /** Real peers in equal parts that watch the head-end, too. */
  static IntFunction<Site> asking() {
    return i -> new Site(REAL.get(i % REAL.size()), true);
  }

  static IntFunction<Site> silent(PeerModel.Kind kind) {
    return _ -> new Site(kind, false);
  }

  static IntFunction<Site> asking(PeerModel.Kind kind) {
    return _ -> new Site(kind, true);
  }
}
