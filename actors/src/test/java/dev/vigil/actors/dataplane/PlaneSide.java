package dev.vigil.actors.dataplane;

import dev.vigil.actors.node.RecordingEdge;
import dev.vigil.actors.observe.Counters;
import dev.vigil.actors.observe.JunkLog;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.esp.Sequences;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.quickmode.ChildSa;
import dev.vigil.settings.NodeSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A data plane and who looks on. */
final class PlaneSide implements PairOwner {
  final Counters counters = new Counters();
  final RecordingEdge edge = new RecordingEdge();
  final Path path;
  final DataPlane plane;
  final List<String> told = new ArrayList<>();
  final TrafficStamps stamps = TrafficStamps.unread();

  PlaneSide(String local, String remote, Entropy entropy, InstantSource clock) {
    path = path(local, remote, 4500);
    plane =
        DataPlanes.of(
            NodeSettings.DataPlane.LOOPBACK, edge, counters, new JunkLog(counters), entropy, clock);
  }

  static Path path(String local, String remote, int remotePort) {
    return new Path(
        new InetSocketAddress(InetAddress.ofLiteral(local), 4500),
        new InetSocketAddress(InetAddress.ofLiteral(remote), remotePort),
        true);
  }

  void install(ChildSa child) {
    plane.install(child, path, 64, Sequences.FRESH, stamps, this);
  }

  @Override
  public void wornOut(int inboundSpi, boolean hard) {
    told.add("%08x %s".formatted(inboundSpi, hard ? "hard" : "soft"));
  }

  @Override
  public void sequencesNeeded(int inboundSpi) {
    told.add("%08x needs numbers".formatted(inboundSpi));
  }

  @Override
  public void moved(int inboundSpi, Path to) {
    told.add("%08x at %d".formatted(inboundSpi, to.remote().getPort()));
  }
}
