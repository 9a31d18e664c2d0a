package dev.vigil.protocol.peer;

import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.phase1.HalfOpen;
import dev.vigil.protocol.sa.SaEffect;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.Octets;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;

/** What can happen to a peer. */
public sealed interface PeerEvent {
  /** A datagram for this peer: a first message, or one whose cookies name an exchange of ours. */
  record Received(Octets datagram, Path path) implements PeerEvent {}

  /**
   * What an IKE SA of this peer reported. All effects but {@link SaEffect.Transmit}, {@link
   * SaEffect.TransmitNatKeepalive} and {@link SaEffect.Trace} belong here; others are harmless.
   *
   * @param ours our half of its cookie pair
   */
  record FromSa(Cookie ours, SaEffect effect) implements PeerEvent {}

  /**
   * {@link PeerEffect.StartResponder} came to nothing: the datagram was no message 3 after all. The
   * half-open exchange waits on.
   */
  record NotAdmitted(HalfOpen halfOpen, Path path, DropReason reason) implements PeerEvent {}

  /** The time of {@code nextDeadline} has come; harmless when it comes early or twice. */
  record DeadlineReached() implements PeerEvent {}

  /**
   * There is traffic for this crypto map entry, or an operator wants it up: it is brought up, and
   * kept up until it is cleared.
   *
   * @param connection label of the entry, {@code "green 1"}
   */
  record BringUp(String connection) implements PeerEvent {}

  /** {@code clear crypto session} with its optional selectors; all empty means all. */
  record Clear(
      Optional<InetAddress> local,
      OptionalInt localPort,
      Optional<InetAddress> remote,
      OptionalInt remotePort)
      implements PeerEvent {
    public static final Clear ALL =
        new Clear(Optional.empty(), OptionalInt.empty(), Optional.empty(), OptionalInt.empty());

    /** Whether what runs along {@code path} is meant. */
    public boolean takes(Path path) {
      return local.map(path.local().getAddress()::equals).orElse(true)
          && remote.map(path.remote().getAddress()::equals).orElse(true)
          && (localPort.isEmpty() || localPort.getAsInt() == path.local().getPort())
          && (remotePort.isEmpty() || remotePort.getAsInt() == path.remote().getPort());
    }
  }

  /** The machine has other settings than at the last event: what they no longer allow ends. */
  record SettingsChanged() implements PeerEvent {}

  /**
   * The node stops.
   *
   * @param tellPeer Deletes are sent for everything, else all is left as it is
   */
  record Shutdown(boolean tellPeer) implements PeerEvent {}
}
