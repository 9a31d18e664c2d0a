package dev.vigil.protocol.config;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What {@code crypto isakmp …} sets for the whole node.
 *
 * @param identity {@link OwnIdentity.LocalAddress}, {@link OwnIdentity.HostName} or {@link
 *     OwnIdentity.DistinguishedName}
 * @param keepalive empty: peers are not asked, yet always answered
 * @param natKeepalive 5 s to 3600 s; empty: 20 s where NAT is found (RFC 3948 §4)
 * @param xauthTimeout 5 s to 90 s
 * @param logSessions tunnels that come up or go down are logged
 */
public record IsakmpSettings(
    boolean enabled,
    OwnIdentity identity,
    Optional<Keepalive> keepalive,
    Optional<Duration> natKeepalive,
    Optional<Duration> xauthTimeout,
    boolean aggressiveModeDisabled,
    boolean invalidSpiRecovery,
    boolean fragmentation,
    boolean disconnectRevokedPeers,
    boolean defaultPolicy,
    boolean logSessions) {
  public static final IsakmpSettings DEFAULTS = new Draft().build();

  /** A copy with some parts changed. */
  public IsakmpSettings with(Consumer<Draft> change) {
    Draft draft = new Draft();
    draft.enabled = enabled;
    draft.identity = identity;
    draft.keepalive = keepalive;
    draft.natKeepalive = natKeepalive;
    draft.xauthTimeout = xauthTimeout;
    draft.aggressiveModeDisabled = aggressiveModeDisabled;
    draft.invalidSpiRecovery = invalidSpiRecovery;
    draft.fragmentation = fragmentation;
    draft.disconnectRevokedPeers = disconnectRevokedPeers;
    draft.defaultPolicy = defaultPolicy;
    draft.logSessions = logSessions;
    change.accept(draft);
    return draft.build();
  }

  /** The parts while they are being changed. */
  public static final class Draft {
    public boolean enabled = true;
    public OwnIdentity identity = new OwnIdentity.LocalAddress();
    public Optional<Keepalive> keepalive = Optional.empty();
    public Optional<Duration> natKeepalive = Optional.empty();
    public Optional<Duration> xauthTimeout = Optional.empty();
    public boolean aggressiveModeDisabled;
    public boolean invalidSpiRecovery;
    public boolean fragmentation;
    public boolean disconnectRevokedPeers;
    public boolean defaultPolicy = true;
    public boolean logSessions;

    private IsakmpSettings build() {
      return new IsakmpSettings(
          enabled,
          identity,
          keepalive,
          natKeepalive,
          xauthTimeout,
          aggressiveModeDisabled,
          invalidSpiRecovery,
          fragmentation,
          disconnectRevokedPeers,
          defaultPolicy,
          logSessions);
    }
  }
}
