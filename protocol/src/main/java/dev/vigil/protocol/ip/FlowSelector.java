package dev.vigil.protocol.ip;

import dev.vigil.protocol.config.Flow;
import dev.vigil.protocol.config.TrafficSelector;
import java.util.OptionalInt;

/**
 * Which packets a pair of IPsec SAs was negotiated for (RFC 4301 §4.4.1.1), in a form that is cheap
 * to compare with.
 *
 * <p>A selector with a port takes only packets that show one. RFC 4301 §4.4.1.1: it "cannot match
 * packets that are non-initial fragments"; nor do protocols without ports have one here, so ICMP
 * types are not told apart.
 */
public final class FlowSelector {
  private final Side local;
  private final Side remote;

  private FlowSelector(Side local, Side remote) {
    this.local = local;
    this.remote = remote;
  }

  public static FlowSelector of(Flow flow) {
    return of(flow.local(), flow.remote());
  }

  /** Seen from here. */
  public static FlowSelector of(TrafficSelector local, TrafficSelector remote) {
    return new FlowSelector(Side.of(local), Side.of(remote));
  }

  /** Whether a packet that goes out belongs to these SAs. */
  public boolean takesOutbound(IpPacket packet) {
    return remote.takesDestination(packet) && local.takesSource(packet);
  }

  /**
   * Whether a packet may come in through these SAs. RFC 4301 §5.2: "match the packet against the
   * inbound selectors identified by the SAD entry to verify that the received packet is appropriate
   * for the SA via which it was received"; where its header is "not consistent with the selectors
   * for the SA, it MUST discard the packet".
   */
  public boolean takesInbound(IpPacket packet) {
    return remote.takesSource(packet) && local.takesDestination(packet);
  }

  Side local() {
    return local;
  }

  Side remote() {
    return remote;
  }

  /** A prefix as two numbers, as {@link IpPacket} gives its addresses. */
  record Side(int version, long high, long low, int length, int protocol, int port) {
    static Side of(TrafficSelector selector) {
      byte[] prefix = selector.prefix().getAddress();
      long high = 0;
      long low = 0;
      for (int i = 0; i < prefix.length; i++) {
        long octet = prefix[i] & 0xffL;
        high |= i < 8 ? octet << 56 - 8 * i : 0;
        low |= i < 8 ? 0 : octet << 120 - 8 * i;
      }
      int version = prefix.length == Ipv4.ADDRESS_BYTES ? 4 : 6;
      return new Side(
          version, high, low, selector.prefixLength(), selector.protocol(), selector.port());
    }

    boolean takesSource(IpPacket packet) {
      return takes(packet)
          && takes(packet.sourceHigh(), packet.sourceLow())
          && (port == 0 || takes(packet.sourcePort()));
    }

    boolean takesDestination(IpPacket packet) {
      return takes(packet)
          && takes(packet.destinationHigh(), packet.destinationLow())
          && (port == 0 || takes(packet.destinationPort()));
    }

    private boolean takes(IpPacket packet) {
      return packet.version() == version && (protocol == 0 || packet.protocol() == protocol);
    }

    private boolean takes(long otherHigh, long otherLow) {
      return ((high ^ otherHigh) & mask(length)) == 0
          && ((low ^ otherLow) & mask(length - Long.SIZE)) == 0;
    }

    private boolean takes(OptionalInt otherPort) {
      return otherPort.isPresent() && otherPort.getAsInt() == port;
    }

    /** The first {@code bits} of 64, where fewer than none and more than all are allowed. */
    static long mask(int bits) {
      if (bits <= 0) {
        return 0;
      }
      return bits >= Long.SIZE ? -1 : -1L << Long.SIZE - bits;
    }
  }
}
