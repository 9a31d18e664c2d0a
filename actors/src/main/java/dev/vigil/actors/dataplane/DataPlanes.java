package dev.vigil.actors.dataplane;

import dev.vigil.actors.observe.Counters;
import dev.vigil.actors.observe.JunkLog;
import dev.vigil.actors.udp.UdpEdge;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.settings.NodeSettings;
import java.time.InstantSource;

/** Makes the data plane that a node's settings name. */
public final class DataPlanes {
  private DataPlanes() {}

  public static DataPlane of(
      NodeSettings.DataPlane which,
      UdpEdge edge,
      Counters counters,
      JunkLog junk,
      Entropy entropy,
      InstantSource clock) {
    return switch (which) {
      case LOOPBACK -> new EspDataPlane(edge, counters, junk, entropy, clock, new LoopbackDevice());
      case NONE -> new NoDataPlane(junk, clock);
    };
  }
}
