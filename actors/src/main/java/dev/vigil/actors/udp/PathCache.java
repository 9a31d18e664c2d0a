package dev.vigil.actors.udp;

import dev.vigil.protocol.exchange.Path;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the {@link Path} of the senders seen last, so that a known peer's datagram allocates
 * nothing but its bytes. One slot for each hash: who collides is made anew. For one thread.
 */
final class PathCache {
  private static final int SLOTS = 1 << 14;

  private final InetSocketAddress local;
  private final boolean marked;
  private final @Nullable Path[] paths = new @Nullable Path[SLOTS];
  private final long[] highs = new long[SLOTS];
  private final long[] lows = new long[SLOTS];

  PathCache(InetSocketAddress local, boolean marked) {
    this.local = local;
    this.marked = marked;
  }

  /** The path from the sender whose {@code sockaddr} stands at {@code at}. */
  Path from(MemorySegment sender, long at) {
    long high = SocketAddress.high(sender, at);
    long low = SocketAddress.low(sender, at);
    int port = SocketAddress.port(sender, at);
    int slot = slot(high, low, port);
    Path known = paths[slot];
    if (known != null
        && highs[slot] == high
        && lows[slot] == low
        && known.remote().getPort() == port) {
      return known;
    }
    Path made = new Path(local, SocketAddress.decode(sender, at), marked);
    paths[slot] = made;
    highs[slot] = high;
    lows[slot] = low;
    return made;
  }

  private static int slot(long high, long low, int port) {
    long hash = (high * 31 + low) * 31 + port;
    hash *= 0x9e3779b97f4a7c15L;
    return (int) (hash >>> 50);
  }
}
