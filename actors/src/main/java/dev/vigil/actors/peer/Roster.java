package dev.vigil.actors.peer;

import dev.vigil.actors.sa.SaLink;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.wire.Cookie;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The peers and IKE SAs that live on this node. The packet router finds an SA here by our half of
 * its cookies, without a hop over sharding; {@code show} reads here without asking any actor.
 */
public final class Roster {
  private final Map<PeerTag, PeerLink> peers = new ConcurrentHashMap<>();
  private final Map<Cookie, SaLink> sas = new ConcurrentHashMap<>();
  private final AtomicIntegerArray counts = new AtomicIntegerArray(1 << PeerExtractor.SHARD_BITS);
  private final AtomicInteger connections = new AtomicInteger();

  /** The SA whose half of the cookie pair that is ours, if it lives here. */
  public Optional<SaLink> sa(Cookie ours) {
    return Optional.ofNullable(sas.get(ours));
  }

  public Optional<PeerLink> peer(PeerTag tag) {
    return Optional.ofNullable(peers.get(tag));
  }

  /** All peers; a live view. */
  public Collection<PeerLink> peers() {
    return Collections.unmodifiableCollection(peers.values());
  }

  /** All IKE SAs; a live view. */
  public Collection<SaLink> sas() {
    return Collections.unmodifiableCollection(sas.values());
  }

  /** The next of the numbers that the router's lines call SAs by; from 1. */
  int nextConnection() {
    return connections.incrementAndGet();
  }

  /** How many peers of a shard live here. */
  public int count(int shard) {
    return counts.get(shard);
  }

  void add(PeerLink peer) {
    if (peers.put(peer.tag(), peer) == null) {
      counts.incrementAndGet(peer.tag().shard(PeerExtractor.SHARD_BITS));
    }
  }

  void remove(PeerLink peer) {
    if (peers.remove(peer.tag(), peer)) {
      counts.decrementAndGet(peer.tag().shard(PeerExtractor.SHARD_BITS));
    }
  }

  void add(SaLink sa) {
    sas.put(sa.ours(), sa);
  }

  void remove(SaLink sa) {
    sas.remove(sa.ours(), sa);
  }
}
