package dev.vigil.protocol.config;

import java.net.InetAddress;

/** The identity that we present in phase 1. */
public sealed interface OwnIdentity {
  /** The address that the peer talks to. */
  record LocalAddress() implements OwnIdentity {}

  record Fixed(InetAddress address) implements OwnIdentity {}

  /** Our host name with the domain. */
  record HostName() implements OwnIdentity {}

  record Fqdn(String name) implements OwnIdentity {}

  record UserFqdn(String name) implements OwnIdentity {}

  /** The subject of our certificate. */
  record DistinguishedName() implements OwnIdentity {}
}
