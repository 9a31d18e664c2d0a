package dev.vigil.actors.dataplane;

import dev.vigil.actors.observe.ChildTraffic;
import dev.vigil.actors.observe.JunkLog;
import dev.vigil.protocol.esp.Sequences;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.quickmode.ChildSa;
import dev.vigil.protocol.resume.PairProgress;
import dev.vigil.protocol.wire.Octets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code vigil.data-plane = none}: tunnels are negotiated, and nothing goes through them. */
final class NoDataPlane implements DataPlane {
  private final JunkLog junk;
  private final InstantSource clock;

  NoDataPlane(JunkLog junk, InstantSource clock) {
    this.junk = junk;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "none";
  }

  @Override
  public boolean carries(ChildSa child) {
    return false;
  }

  @Override
  public void received(Octets datagram, Path path) {
    junk.dropped(DropReason.NO_DATA_PLANE, path.remote(), clock.instant());
  }

  @Override
  public void unknownTo(UnknownSpis elsewhere) {}

  @Override
  public void forwarded(Octets datagram, Path path) {
    received(datagram, path);
  }

  @Override
  public void install(
      ChildSa child,
      Path path,
      int replayWindow,
      Sequences sequences,
      TrafficStamps stamps,
      PairOwner owner) {}

  @Override
  public void grant(int inboundSpi, long ceiling) {}

  @Override
  public Optional<PairProgress> progress(int inboundSpi) {
    return Optional.empty();
  }

  @Override
  public void rebind(int inboundSpi, Path path, TrafficStamps stamps) {}

  @Override
  public ChildTraffic remove(int inboundSpi) {
    return ChildTraffic.NONE;
  }

  @Override
  public ChildTraffic traffic(int inboundSpi) {
    return ChildTraffic.NONE;
  }

  @Override
  public ChildTraffic total(int inboundSpi) {
    return ChildTraffic.NONE;
  }

  @Override
  public void clearTraffic() {}

  @Override
  public void policies(List<Policy> policies, Wanted wanted) {}

  @Override
  public CompletionStage<PingReply> ping(PingRequest request) {
    return CompletableFuture.completedFuture(
        new PingReply.NotSent("this node has no data plane (vigil.data-plane = none)"));
  }
}
