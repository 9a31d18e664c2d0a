package dev.vigil.protocol.peer;

import dev.vigil.protocol.config.Vrfs;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.phase1.HalfOpen;
import dev.vigil.protocol.resume.PeerProgress;
import dev.vigil.protocol.sa.SaEffect;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.Octets;
import java.net.InetAddress;
import java.util.List;
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

  /**
   * {@code clear crypto session} with its optional selectors; all empty means all.
   *
   * @param frontVrf the VRF that the peer is reached in ({@code fvrf})
   * @param insideVrf the VRF of what is protected ({@code ivrf})
   */
  record Clear(
      Optional<InetAddress> local,
      OptionalInt localPort,
      Optional<InetAddress> remote,
      OptionalInt remotePort,
      Optional<String> frontVrf,
      Optional<String> insideVrf)
      implements PeerEvent {
    public static final Clear ALL =
        new Clear(
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty());

    /**
     * Whether what runs along {@code path}, which may lead to a host name without address, is
     * meant.
     */
    public boolean takes(Path path, Vrfs vrfs) {
      return local.map(address -> address.equals(path.local().getAddress())).orElse(true)
          && remote.map(address -> address.equals(path.remote().getAddress())).orElse(true)
          && (frontVrf.isEmpty() || frontVrf.equals(vrfs.front()))
          && (insideVrf.isEmpty() || insideVrf.equals(vrfs.inside()))
          && (localPort.isEmpty() || localPort.getAsInt() == path.local().getPort())
          && (remotePort.isEmpty() || remotePort.getAsInt() == path.remote().getPort());
    }
  }

  /**
   * {@code clear crypto isakmp [id]}: IKE SAs alone end; the peer is told.
   *
   * @param ours our cookie of the one that is meant; empty: all of this peer
   */
  record ClearIke(Optional<Cookie> ours) implements PeerEvent {}

  /**
   * {@code clear crypto sa}: IPsec SAs alone end; the peer is told. All empty means all.
   *
   * @param remote those with the peer at this address
   * @param map those of this crypto map
   * @param inboundSpi the one pair that this SPI of ours belongs to
   */
  record ClearChildren(Optional<InetAddress> remote, Optional<String> map, OptionalInt inboundSpi)
      implements PeerEvent {
    public static final ClearChildren ALL =
        new ClearChildren(Optional.empty(), Optional.empty(), OptionalInt.empty());

    boolean takes(ChildEntry child) {
      String label = child.connection();
      return remote.map(child.remote()::equals).orElse(true)
          && map.map(name -> label.startsWith(name + " ")).orElse(true)
          && (inboundSpi.isEmpty() || inboundSpi.getAsInt() == child.inboundSpi());
    }
  }

  /**
   * A pair of IPsec SAs has carried as much as its lifetime in kilobytes, or its sequence numbers,
   * allow.
   *
   * @param hard nothing more may go through it; else a successor is due
   */
  record ChildWornOut(int inboundSpi, boolean hard) implements PeerEvent {}

  /** Most of the sequence numbers that were granted to a pair of IPsec SAs are used. */
  record SequencesNeeded(int inboundSpi) implements PeerEvent {}

  /**
   * The state came out of a snapshot, on the node that owns the peer from now on: the first event
   * of all. What the state holds is installed, what was under way is begun anew.
   *
   * @param progress the last that is known of its numbers
   */
  record Resumed(Optional<PeerProgress> progress) implements PeerEvent {}

  /** There is traffic for a crypto map entry that has no IPsec SAs: it is brought up once. */
  record TrafficFor(String connection) implements PeerEvent {}

  /**
   * What became of {@link PeerEffect.Resolve}.
   *
   * @param addresses best first; empty if the name has none now
   * @param failure one clause, where there are none
   */
  record Resolved(String hostName, List<InetAddress> addresses, String failure)
      implements PeerEvent {
    public Resolved {
      addresses = List.copyOf(addresses);
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
