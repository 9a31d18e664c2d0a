package dev.vigil.interop;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Configurations of the head-end in the router's language. */
final class RouterConfig {
  /** The head-end's address in every one of them. */
  static final String HEAD_END = "10.1.32.14";

  /** The peer that the documents' examples name. */
  static final String PEER = "10.2.80.209";

  /** The pre-shared key of the examples, for all of 10.2.80.0/24. */
  static final String KEY = "kd94j1ksldz";

  private RouterConfig() {}

  /** The first document's example: 3DES, SHA-1, group 2, probes every 10 s. */
  static String firstSeed() {
    return Template.fill("first-seed.cfg", Map.of());
  }

  /** The second document's example: AES, SHA-1, group 14. */
  static String secondSeed() {
    return Template.fill("second-seed.cfg", Map.of());
  }

  /** Three policies and three sites: 10.2.80.201 to 203. */
  static String threeSuites() {
    return Template.fill("three-suites.cfg", Map.of());
  }

  /**
   * One more crypto map entry in map {@code test}: {@code number} is its sequence number up to 99,
   * and its site's network is 192.168.{@code number}.0/24.
   */
  static String peer(int number, String address, String transformSet) {
    return peers(number, transformSet, address);
  }

  /** The same with several peers, in the order in which they are tried. */
  static String peers(int number, String transformSet, String... addresses) {
    int list = 100 + number;
    String peers =
        Arrays.stream(addresses).map("set peer %s"::formatted).collect(Collectors.joining("\n  "));
    return """
    crypto map test %d ipsec-isakmp
      %s
      set transform-set %s
      match address %d
    !
    access-list %d permit ip 192.168.1.0 0.0.0.255 192.168.%d.0 0.0.0.255
    """
        .formatted(number, peers, transformSet, list, list, number);
  }

  /** A site that fits {@link #peer}. */
  static Site site(int number, String address, String ike, String esp) {
    return Site.of(address, HEAD_END, KEY, ike)
        .withEsp(esp)
        .withNets("192.168." + number + ".0/24", "192.168.1.0/24");
  }
}
