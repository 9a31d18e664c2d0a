package dev.vigil.actors.dataplane;

import dev.vigil.protocol.ip.IpPacket;
import java.util.Optional;

/** The network behind us, as the data plane sees it. */
interface InsideDevice {
  String kind();

  /**
   * A packet that came through a tunnel, authentic and within the selectors of its SA. Called from
   * any thread; must not wait.
   *
   * @return what it is answered with at once
   */
  Optional<IpPacket> arrived(IpPacket packet);
}
