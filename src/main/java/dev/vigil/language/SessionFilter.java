package dev.vigil.language;

import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which crypto sessions a command means; all empty means all.
 *
 * @param frontVrf the VRF that the peer is reached in ({@code fvrf})
 * @param insideVrf the VRF of what is protected ({@code ivrf})
 */
public record SessionFilter(
    Optional<InetAddress> local,
    OptionalInt localPort,
    Optional<InetAddress> remote,
    OptionalInt remotePort,
    Optional<String> frontVrf,
    Optional<String> insideVrf) {
  public static final SessionFilter ALL =
      new SessionFilter(
          Optional.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty());
}
