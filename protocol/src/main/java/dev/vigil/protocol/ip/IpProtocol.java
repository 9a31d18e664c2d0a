package dev.vigil.protocol.ip;

/** Protocol numbers that mean something here. */
public final class IpProtocol {
  /** Of IPv4. */
  public static final int ICMP = 1;

  /** An IPv4 packet in another packet: next header of ESP in tunnel mode. */
  public static final int IPV4 = 4;

  public static final int TCP = 6;
  public static final int UDP = 17;

  /** An IPv6 packet in another packet. */
  public static final int IPV6 = 41;

  public static final int ICMPV6 = 58;

  /** RFC 8200 §4.7; in ESP a dummy packet (RFC 4303 §2.6). */
  public static final int NO_NEXT_HEADER = 59;

  private static final int DCCP = 33;
  private static final int SCTP = 132;
  private static final int UDP_LITE = 136;

  private IpProtocol() {}

  /** Whether source and destination port are the first four bytes. */
  static boolean hasPorts(int protocol) {
    return switch (protocol) {
      case TCP, UDP, DCCP, SCTP, UDP_LITE -> true;
      default -> false;
    };
  }
}
