package dev.vigil.protocol.config;

import java.time.Duration;
import java.util.Optional;

/**
 * What {@code crypto ipsec …} sets for the whole node.
 *
 * @param idleTime 60 s to 86400 s without traffic, after which an SA is deleted
 * @param replayWindow 64 to 1024 packets, 0 for no replay check; empty: 64
 * @param dfBit of the outer header; empty: copied
 * @param fragmentAfterEncryption packets too large are fragmented after encryption
 * @param udpEncapsulation NAT traversal is offered (RFC 3947)
 */
public record IpsecSettings(
    SaLifetime lifetime,
    Optional<Duration> idleTime,
    Optional<Integer> replayWindow,
    Optional<DfBit> dfBit,
    boolean fragmentAfterEncryption,
    boolean udpEncapsulation) {
  public static final int DEFAULT_REPLAY_WINDOW = 64;

  public static final IpsecSettings DEFAULTS =
      new IpsecSettings(
          SaLifetime.UNSET, Optional.empty(), Optional.empty(), Optional.empty(), false, true);

  /** What becomes of the "don't fragment" bit in the outer header. */
  public enum DfBit {
    CLEAR,
    SET,
    COPY
  }

  public IpsecSettings withLifetime(SaLifetime v) {
    return new IpsecSettings(
        v, idleTime, replayWindow, dfBit, fragmentAfterEncryption, udpEncapsulation);
  }

  public IpsecSettings withIdleTime(Optional<Duration> v) {
    return new IpsecSettings(
        lifetime, v, replayWindow, dfBit, fragmentAfterEncryption, udpEncapsulation);
  }

  public IpsecSettings withReplayWindow(Optional<Integer> v) {
    return new IpsecSettings(
        lifetime, idleTime, v, dfBit, fragmentAfterEncryption, udpEncapsulation);
  }

  public IpsecSettings withDfBit(Optional<DfBit> v) {
    return new IpsecSettings(
        lifetime, idleTime, replayWindow, v, fragmentAfterEncryption, udpEncapsulation);
  }

  public IpsecSettings withFragmentAfterEncryption(boolean v) {
    return new IpsecSettings(lifetime, idleTime, replayWindow, dfBit, v, udpEncapsulation);
  }

  public IpsecSettings withUdpEncapsulation(boolean v) {
    return new IpsecSettings(lifetime, idleTime, replayWindow, dfBit, fragmentAfterEncryption, v);
  }
}
