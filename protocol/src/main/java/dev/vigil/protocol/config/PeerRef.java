package dev.vigil.protocol.config;

import java.net.InetAddress;

/** A peer as {@code set peer} and {@code peer} name it. */
public sealed interface PeerRef {
  /** Whether it was marked {@code default}: tried first whenever a new attempt begins. */
  boolean preferred();

  record Address(InetAddress address, boolean preferred) implements PeerRef {}

  /**
   * @param dynamic resolved again before every attempt, else once
   */
  record HostName(String name, boolean dynamic, boolean preferred) implements PeerRef {}
}
