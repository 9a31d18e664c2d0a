package dev.vigil.language;

import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;

/** A command of the exec mode, understood. */
public sealed interface ExecRequest {
  /** {@code show crypto isakmp sa [detail]}. */
  record ShowIsakmpSa(boolean detail) implements ExecRequest {}

  /** {@code show crypto session [remote ADDRESS] [detail]}. */
  record ShowSession(Optional<InetAddress> remote, boolean detail) implements ExecRequest {}

  /** {@code show running-config}. */
  record ShowRunningConfig() implements ExecRequest {}

  /** {@code show counters}: what the node counted, dropped datagrams by reason. */
  record ShowCounters() implements ExecRequest {}

  /** {@code show debugging}. */
  record ShowDebugging() implements ExecRequest {}

  /**
   * {@code [no] debug crypto isakmp [peer ADDRESS]}.
   *
   * @param peer that alone; empty: all
   */
  record Debug(boolean on, Optional<InetAddress> peer) implements ExecRequest {}

  /** {@code clear crypto session [local IP [port N]] [remote IP [port N]]}. */
  record ClearSession(
      Optional<InetAddress> local,
      OptionalInt localPort,
      Optional<InetAddress> remote,
      OptionalInt remotePort)
      implements ExecRequest {}

  /** {@code crypto connect MAP SEQUENCE}: bring a crypto map entry up from here. */
  record Connect(String map, int sequence) implements ExecRequest {}
}
