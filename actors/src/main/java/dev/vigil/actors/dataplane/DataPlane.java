package dev.vigil.actors.dataplane;

import dev.vigil.actors.observe.ChildTraffic;
import dev.vigil.actors.udp.EspSink;
import dev.vigil.protocol.esp.Sequences;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.quickmode.ChildSa;
import dev.vigil.protocol.resume.PairProgress;
import dev.vigil.protocol.wire.Octets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Where packets are protected. Pairs of IPsec SAs are named by their inbound SPI. All methods may
 * be called from any thread, and none waits.
 */
public interface DataPlane extends EspSink {
  /** Which one it is, for the log. */
  String kind();

  /** Whether packets of this pair can go through it. */
  boolean carries(ChildSa child);

  /**
   * Lets traffic through a pair. Of several pairs for one flow the one installed last sends.
   *
   * @param path the peer's address, which it is sent to
   * @param replayWindow packets that may come late, 64 to 1024; 0: no check
   * @param sequences where its sequence numbers begin; what goes out beyond their ceiling is lost
   * @param stamps of the IKE SA that is to hear of the traffic
   * @param owner is told what becomes of the pair
   */
  void install(
      ChildSa child,
      Path path,
      int replayWindow,
      Sequences sequences,
      TrafficStamps stamps,
      PairOwner owner);

  /** Sequence numbers up to {@code ceiling} may be used for what goes out through the pair. */
  void grant(int inboundSpi, long ceiling);

  /** How far the pair's sequence numbers have come; empty if it is not here. */
  Optional<PairProgress> progress(int inboundSpi);

  /** The pair is under another IKE SA now, or its peer is elsewhere. */
  void rebind(int inboundSpi, Path path, TrafficStamps stamps);

  /**
   * The pair carries nothing any more.
   *
   * @return what it carried, all in all
   */
  ChildTraffic remove(int inboundSpi);

  /** What the pair carried since it was installed, or since {@link #clearTraffic}. */
  ChildTraffic traffic(int inboundSpi);

  /** What the pair carried since it was installed. */
  ChildTraffic total(int inboundSpi);

  /** {@code clear crypto sa counters}: what {@link #traffic} gives begins anew. */
  void clearTraffic();

  /**
   * What is to be protected from now on.
   *
   * @param wanted hears of traffic that should be protected while there is no pair for it
   */
  void policies(List<Policy> policies, Wanted wanted);

  /** Who takes what has no pair here; before the first call nobody does. */
  void unknownTo(UnknownSpis elsewhere);

  /** ESP that another node received; as {@link #received}, but what is unknown is dropped. */
  void forwarded(Octets datagram, Path path);

  /** Sends an echo request from inside; answered when its reply comes, or its time is over. */
  CompletionStage<PingReply> ping(PingRequest request);
}
