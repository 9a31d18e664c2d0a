package dev.vigil.actors.dataplane;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * An echo request to be sent through the tunnel that protects its destination.
 *
 * @param source an address inside of ours; empty: the first one that is protected
 * @param size of the whole packet in bytes, as the router counts it; at least its headers are sent
 * @param timeout how long the reply is waited for
 */
public record PingRequest(
    InetAddress destination, Optional<InetAddress> source, int size, Duration timeout) {
  /** The largest packet that is sent. */
  public static final int LARGEST = 8192;

  public PingRequest {
    if (size < 0 || size > LARGEST) {
      throw new IllegalArgumentException("a ping of " + size + " bytes");
    }
  }
}
