package dev.vigil.actors.udp;

import dev.vigil.actors.udp.UdpEdge.LocalSocket;
import dev.vigil.settings.UdpSettings;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Turns configured addresses into those to bind. A wildcard becomes every address of its family: a
 * socket bound to the wildcard would hide which of our addresses a peer spoke to, and NAT detection
 * (RFC 3947 §3.2) hashes just that address.
 */
final class ListenAddresses {
  private ListenAddresses() {}

  /**
   * The sockets that the settings ask for, at least one address with both ports.
   *
   * @throws CannotBind if this machine has none of the addresses
   */
  static List<LocalSocket> wanted(UdpSettings settings) throws CannotBind {
    List<LocalSocket> wanted = new ArrayList<>();
    for (InetAddress address : expand(settings.listen())) {
      wanted.add(new LocalSocket(new InetSocketAddress(address, settings.port()), false));
      wanted.add(new LocalSocket(new InetSocketAddress(address, settings.natPort()), true));
    }
    if (wanted.isEmpty()) {
      throw CannotBind.noAddress();
    }
    return wanted;
  }

  /** In order, without repeats, and without link-local ones that come from a wildcard. */
  static List<InetAddress> expand(List<InetAddress> configured) {
    Set<InetAddress> found = new LinkedHashSet<>();
    for (InetAddress address : configured) {
      if (address.isAnyLocalAddress()) {
        found.addAll(ofMachine(address instanceof Inet4Address));
      } else {
        found.add(address);
      }
    }
    return List.copyOf(found);
  }

  private static List<InetAddress> ofMachine(boolean ipv4) {
    List<InetAddress> found = new ArrayList<>();
    try {
      NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> address instanceof Inet4Address == ipv4)
          .filter(address -> !address.isLinkLocalAddress())
          .forEach(found::add);
    } catch (SocketException noInterfaces) {
      return List.of();
    }
    return found;
  }
}
