package dev.vigil.interop;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A head-end's namespace in the middle and one veth pair to each site's. Names are unique on the
 * machine, so many such networks live side by side with the same addresses.
 */
final class Namespaces implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Pattern NAME = Pattern.compile("^vg([0-9a-z]+)x[0-9]+[hsn][0-9]*");

  private final String prefix;
  private final String headEndAddress;
  private final Deque<Namespace> all = new ArrayDeque<>();
  private final Map<Namespace, String> devices = new HashMap<>();
  private final Map<Namespace, Namespace> routers = new HashMap<>();
  private final Namespace headEnd;
  private int sites;

  static {
    removeLeftovers();
  }

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

  /** The device in the head-end's namespace that leads to {@code site}. */
  synchronized String deviceTo(Namespace site) {
    String device = devices.get(site);
    if (device == null) {
      throw new IllegalArgumentException(site + " is no site of this network");
    }
    return device;
  }

  /** A site with {@code address}, directly reachable from the head-end and back. */
  synchronized Namespace site(String address) {
    Namespace site = attach();
    String device = deviceTo(site);
    if (address.contains(":")) {
      throw new IllegalArgumentException("an IPv6 site is made by site6: " + address);
    }
    site.address("eth0", address + "/32");
    site.route(headEndAddress + "/32", "dev", "eth0", "src", address);
    headEnd.route(address + "/32", "dev", device, "src", headEndAddress);
    return site;
  }

  /** The head-end's end of a link to a machine with {@code address}: a TAP device. */
  synchronized String tap(String address) {
    sites++;
    String device = "site" + sites;
    Shell.run("ip", "-n", headEnd.name(), "tuntap", "add", device, "mode", "tap");
    up(headEnd, device);
    headEnd.route(address + "/32", "dev", device, "src", headEndAddress);
    return device;
  }

  /** A site with the IPv6 {@code address}; the head-end gets {@code headEnd6} on that link. */
  synchronized Namespace site6(String headEnd6, String address) {
    Namespace site = attach();
    site.address("eth0", address + "/64");
    headEnd.address(deviceTo(site), headEnd6 + "/64");
    return site;
  }

  /**
   * A site with the private address 192.168.7.2 behind a router that translates to {@code outside}
   * and gives every flow a new source port.
   */
  synchronized Namespace siteBehindNat(String outside) {
    Namespace router = site(outside);
    Namespace site = create("n" + sites);
    devices.put(site, deviceTo(router));
    routers.put(site, router);
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
        "nft",
        "add rule ip nat post oifname eth0 meta l4proto udp masquerade to :20000-30000 random");
    return site;
  }

  /** Makes the router before {@code site} forget a flow after a second without a packet. */
  synchronized void forgetfulRouter(Namespace site) {
    Namespace router = routers.get(site);
    if (router == null) {
      throw new IllegalArgumentException(site + " is behind no router");
    }
    for (String timeout : new String[] {"udp_timeout", "udp_timeout_stream"}) {
      router.run("sh", "-c", "echo 1 > /proc/sys/net/netfilter/nf_conntrack_" + timeout);
    }
  }

  @Override
  public synchronized void close() {
    while (!all.isEmpty()) {
      delete(all.removeLast());
    }
  }

  private Namespace attach() {
    sites++;
    Namespace site = create("s" + sites);
    String device = "site" + sites;
    devices.put(site, device);
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

  /** Removes what a test run left that was killed: its process number is in the names. */
  private static void removeLeftovers() {
    for (String line : Shell.run("ip", "netns", "list").split("\n")) {
      Matcher name = NAME.matcher(line);
      if (name.find() && ProcessHandle.of(Long.parseLong(name.group(1), 36)).isEmpty()) {
        delete(new Namespace(name.group()));
      }
    }
  }

  private static void delete(Namespace namespace) {
    for (String pid : Shell.run("ip", "netns", "pids", namespace.name()).split("\\s+")) {
      if (!pid.isBlank()) {
        ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
      }
    }
    Shell.run("ip", "netns", "del", namespace.name());
  }
}
