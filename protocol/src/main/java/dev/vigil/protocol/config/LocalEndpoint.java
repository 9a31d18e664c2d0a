package dev.vigil.protocol.config;

import java.net.InetAddress;

/** One of our own addresses, named as such or by the interface that has it. */
public sealed interface LocalEndpoint {
  record Address(InetAddress address) implements LocalEndpoint {}

  record OfInterface(String name) implements LocalEndpoint {}
}
