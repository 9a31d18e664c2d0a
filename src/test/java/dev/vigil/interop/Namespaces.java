package dev.vigil.interop;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A head-end's namespace in the middle and one veth pair to each site's. Names are unique on the
 * machine, so many such networks live side by side with the same addresses.
 */
final class Namespaces implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String prefix;
  private final String headEndAddress;
  private final Deque<Namespace> all = new ArrayDeque<>();
  private final Namespace headEnd;
  private int sites;

  /** Creates the head-end's namespace; {@code headEndAddress} is its IPv4 address. */
  Namespaces(String headEndAddress) {
    this.prefix =
        "vg" + Long.toString(ProcessHandle.current().pid(), 36) + "x" + COUNT.getAndIncrement();
    this.headEndAddress = headEndAddress;
    this.headEnd = create("h");
    headEnd.address("lo", headEndAddress + "/32");
  }

  /** The namespace in the middle. */
  Namespace headEnd() {
    return headEnd;
  }

  /** The device in the head-end's namespace that leads to the site created as number n, from 1. */
  static String device(int site) {
    return "site" + site;
  }

  /** A site with {@code address}, directly reachable from the head-end and back. */
  Namespace site(String address) {
    Namespace site = attach();
    String device = device(sites);
    if (address.contains(":")) {
      throw new IllegalArgumentException("an IPv6 site is made by site6: " + address);
    }
    site.address("eth0", address + "/32");
    site.route(headEndAddress + "/32", "dev", "eth0", "src", address);
    headEnd.route(address + "/32", "dev", device, "src", headEndAddress);
    return site;
  }

  /** A site with the IPv6 {@code address}; the head-end gets {@code headEnd6} on that link. */
  Namespace site6(String headEnd6, String address) {
    Namespace site = attach();
    site.address("eth0", address + "/64");
    headEnd.address(device(sites), headEnd6 + "/64");
    return site;
  }

  /**
   * A site with the private address 192.168.7.2 behind a router that translates to {@code outside}
   * and gives every flow a new source port.
   */
  Namespace siteBehindNat(String outside) {
    Namespace router = site(outside);
    Namespace site = create("n" + sites);
    Shell.run(
        "ip",
        "link",
        "add",
        "eth0",
        "netns",
        site.name(),
        "type",
        "veth",
        "peer",
        "name",
        "inside",
        "netns",
        router.name());
    up(site, "eth0");
    up(router, "inside");
    site.address("eth0", "192.168.7.2/24");
    router.address("inside", "192.168.7.1/24");
    site.route("default", "via", "192.168.7.1");
    router.run("sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
    router.run("nft", "add table ip nat");
    router.run("nft", "add chain ip nat post { type nat hook postrouting priority srcnat ; }");
    router.run(
        "nft", "add rule ip nat post oifname eth0 meta l4proto udp masquerade to :20000-30000");
    return site;
  }

  @Override
  public void close() {
    while (!all.isEmpty()) {
      Namespace last = all.removeLast();
      for (String pid : Shell.run("ip", "netns", "pids", last.name()).split("\\s+")) {
        if (!pid.isBlank()) {
          ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
        }
      }
      Shell.run("ip", "netns", "del", last.name());
    }
  }

  private Namespace attach() {
    sites++;
    Namespace site = create("s" + sites);
    String device = device(sites);
    Shell.run(
        "ip",
        "link",
        "add",
        "eth0",
        "netns",
        site.name(),
        "type",
        "veth",
        "peer",
        "name",
        device,
        "netns",
        headEnd.name());
    up(site, "eth0");
    up(headEnd, device);
    return site;
  }

  private Namespace create(String suffix) {
    Namespace namespace = new Namespace(prefix + suffix);
    Shell.run("ip", "netns", "add", namespace.name());
    all.addLast(namespace);
    up(namespace, "lo");
    return namespace;
  }

  private static void up(Namespace namespace, String device) {
    Shell.run("ip", "-n", namespace.name(), "link", "set", device, "up");
  }
}
