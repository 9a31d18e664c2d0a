package dev.vigil.protocol.config;

import java.net.InetAddress;

/** Whom a pre-shared key is for. */
public sealed interface PeerScope {
  /** Peers by address; a length of 0 is every peer of that family. */
  record Network(IpPrefix prefix) implements PeerScope {}

  /** The peer that calls itself so (identity of type FQDN), or that the name resolves to. */
  record HostName(String name) implements PeerScope {}

  static PeerScope of(InetAddress address) {
    return new Network(IpPrefix.host(address));
  }
}
