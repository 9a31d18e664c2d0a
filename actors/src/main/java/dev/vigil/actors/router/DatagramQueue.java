package dev.vigil.actors.router;

import dev.vigil.actors.observe.Counters;
import dev.vigil.actors.router.RouterCommand.Ack;
import dev.vigil.actors.udp.Datagram;
import dev.vigil.actors.udp.DatagramSink;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.wire.Header;
import dev.vigil.protocol.wire.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.typed.javadsl.ActorSink;

/**
 * The bounded stream between sockets and packet router. UDP cannot be told to slow down, so when
 * the router falls behind something must go, and what goes first are new handshakes: their peers
 * try again, while a lost answer of a live SA brings it nearer to being called dead. Above {@code
 * handshakeBound} waiting datagrams only messages that carry a responder cookie get in; above
 * {@code bound} nothing does. Both are counted as {@link DropReason#QUEUE_FULL}.
 *
 * <p>While the router is busy what waits is put together, so that load makes few large batches.
 */
public final class DatagramQueue implements DatagramSink {
  private static final int LARGEST_BATCH = 256;

  private final int bound;
  private final int handshakeBound;
  private final Counters counters;
  private final AtomicInteger waiting = new AtomicInteger();
  private final BoundedSourceQueue<List<Datagram>> source;

  /**
   * Starts the stream.
   *
   * @param bound datagrams that may wait
   * @param handshakeBound as many may wait when a new handshake still gets in
   */
  public DatagramQueue(
      ActorSystem<?> system,
      ActorRef<RouterCommand> router,
      int bound,
      int handshakeBound,
      Counters counters) {
    this.bound = bound;
    this.handshakeBound = handshakeBound;
    this.counters = counters;
    source =
        Source.<List<Datagram>>queue(bound)
            .batchWeighted(
                LARGEST_BATCH, batch -> (long) batch.size(), batch -> batch, DatagramQueue::join)
            .to(toRouter(router))
            .run(system);
  }

  /** Without a buffer of its own, in which nothing could be put together. */
  private Sink<List<Datagram>, NotUsed> toRouter(ActorRef<RouterCommand> router) {
    return ActorSink.<List<Datagram>, RouterCommand, Ack>actorRefWithBackpressure(
            router,
            this::route,
            RouterCommand.StreamBegun::new,
            Ack.GO_ON,
            new RouterCommand.StreamEnded(),
            RouterCommand.StreamBroke::new)
        .withAttributes(Attributes.inputBuffer(1, 1));
  }

  private static List<Datagram> join(List<Datagram> joined, List<Datagram> more) {
    joined.addAll(more);
    return joined;
  }

  private RouterCommand route(ActorRef<Ack> stream, List<Datagram> batch) {
    waiting.addAndGet(-batch.size());
    return new RouterCommand.Route(batch, stream);
  }

  /** Datagrams that wait now. */
  public int waiting() {
    return waiting.get();
  }

  @Override
  public void received(List<Datagram> batch) {
    int before = waiting.getAndAdd(batch.size());
    List<Datagram> admitted = batch;
    if (before + batch.size() > handshakeBound) {
      admitted = admitted(batch, before);
      waiting.addAndGet(admitted.size() - batch.size());
    }
    if (!admitted.isEmpty() && !source.offer(admitted).isEnqueued()) {
      waiting.addAndGet(-admitted.size());
      admitted.forEach(lost -> counters.dropped(DropReason.QUEUE_FULL));
    }
  }

  private List<Datagram> admitted(List<Datagram> batch, int before) {
    List<Datagram> admitted = new ArrayList<>(batch.size());
    for (Datagram datagram : batch) {
      int limit = beginsHandshake(datagram.bytes()) ? handshakeBound : bound;
      if (before + admitted.size() < limit) {
        admitted.add(datagram);
      } else {
        counters.dropped(DropReason.QUEUE_FULL);
      }
    }
    return admitted;
  }

  /** Whatever has no responder cookie, and what is no message at all. */
  private static boolean beginsHandshake(Octets datagram) {
    return datagram.length() < Header.BYTES || datagram.longAt(8) == 0;
  }

  /** Lets nothing in any more. */
  public void close() {
    source.complete();
  }
}
