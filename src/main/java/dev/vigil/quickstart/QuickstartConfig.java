package dev.vigil.quickstart;

import java.net.InetAddress;
import java.util.List;

/** The head-end's configuration for so many sites, in the router's language. */
final class QuickstartConfig {
  static final InetAddress CENTRAL_NETWORK = InetAddress.ofLiteral("10.0.0.0");
  static final int CENTRAL_BITS = 16;

  /** Whom the sites ping. */
  static final InetAddress CENTRAL_HOST = InetAddress.ofLiteral("10.0.0.1");

  /** A crypto map has no more entries than so many, nearly. */
  static final int MOST_SITES = 60_000;

  private static final int SITES_A_NETWORK = 250;

  private QuickstartConfig() {}

  /** 127.1.0.1 to 127.80.249.250: on loopback, and none of them the head-end's own. */
  static InetAddress siteAddress(int site) {
    return InetAddress.ofLiteral("127." + (1 + site / 62_500) + "." + lower(site));
  }

  /** The one host of a site's own network. */
  static InetAddress siteHost(int site) {
    return InetAddress.ofLiteral("172." + (16 + site / 62_500) + "." + lower(site));
  }

  private static String lower(int site) {
    return site / SITES_A_NETWORK % SITES_A_NETWORK + "." + (1 + site % SITES_A_NETWORK);
  }

  /**
   * @param keys of the sites, in their order
   */
  static String of(InetAddress headEnd, List<String> keys) {
    StringBuilder config =
        new StringBuilder(
            """
            hostname quickstart
            crypto isakmp policy 1
             encryption aes
             authentication pre-share
             group 14
            crypto isakmp keepalive 10 periodic
            crypto ipsec transform-set aes-sha esp-aes esp-sha-hmac
            """);
    for (int site = 0; site < keys.size(); site++) {
      config.append(
          "crypto isakmp key %s address %s\n"
              .formatted(keys.get(site), siteAddress(site).getHostAddress()));
    }
    for (int site = 0; site < keys.size(); site++) {
      config.append(entry(site));
    }
    return config
        .append(
            """
            interface Loopback0
             ip address %s 255.0.0.0
             crypto map sites
            """
                .formatted(headEnd.getHostAddress()))
        .toString();
  }

  private static String entry(int site) {
    return """
    ip access-list extended site-%1$d
     permit ip 10.0.0.0 0.0.255.255 host %3$s
    crypto map sites %1$d ipsec-isakmp
     set peer %2$s
     set transform-set aes-sha
     match address site-%1$d
    """
        .formatted(site + 1, siteAddress(site).getHostAddress(), siteHost(site).getHostAddress());
  }
}
