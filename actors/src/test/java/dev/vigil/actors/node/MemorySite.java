package dev.vigil.actors.node;

import dev.vigil.actors.secret.SecureEntropy;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.cookie.SpiCodec;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.peer.ConfiguredPeers;
import dev.vigil.protocol.peer.LivenessLimits;
import dev.vigil.protocol.peer.NodeLimits;
import dev.vigil.protocol.peer.Patience;
import dev.vigil.protocol.peer.PeerSettings;
import dev.vigil.protocol.quickmode.ChildRequest;
import dev.vigil.protocol.sa.IkeSa;
import dev.vigil.protocol.sa.SaContext;
import dev.vigil.protocol.sa.SaEffect;
import dev.vigil.protocol.sa.SaEvent;
import dev.vigil.protocol.sa.SaSettings;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.Octets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A peer that is one {@link IkeSa} as initiator, stepped by a test. */
public final class MemorySite {
  private final Entropy entropy = new SecureEntropy();
  private final Path path;
  private final SaSettings settings;
  private final List<SaEffect> effects = new ArrayList<>();
  private IkeSa sa;

  /** Begins Main Mode; {@link #begin} gives its first message. */
  public MemorySite(Instant now) {
    Path theirs = TestNode.path();
    path = new Path(/* local= */ theirs.remote(), /* remote= */ theirs.local(), false);
    HeadEndConfig config = TestConfigs.config(List.of(TestNode.LOCAL), 2, 1, Optional.empty());
    Secret secret = Secret.wrap(entropy.bytes(16));
    ConfiguredPeers peers =
        new ConfiguredPeers(
            config,
            new NodeLimits(
                500,
                4500,
                500,
                4500,
                List.of(TestNode.PEER),
                false,
                false,
                4,
                false,
                Patience.DEFAULT,
                LivenessLimits.DEFAULT),
            secret,
            SpiCodec.of(secret, 9));
    PeerSettings peer = peers.settingsOf(peers.tagOf(TestNode.LOCAL));
    settings = peer.addresses().find(TestNode.LOCAL, TestNode.PEER).orElseThrow();
    List<ChildRequest> children =
        peer.connections().stream()
            .flatMap(connection -> connection.flows().stream())
            .map(flow -> flow.request(settings.spis().next(entropy)))
            .toList();
    IkeSa.Step first = IkeSa.initiate(new Cookie(entropy.nextLong()), path, children, context(now));
    sa = first.next();
    effects.addAll(first.effects());
  }

  private SaContext context(Instant now) {
    return new SaContext(now, entropy, settings, false);
  }

  /** Message 1. */
  public Octets begin() {
    return effects.stream()
        .filter(SaEffect.Transmit.class::isInstance)
        .map(effect -> ((SaEffect.Transmit) effect).datagram())
        .findFirst()
        .orElseThrow();
  }

  /** What it answers to a datagram. */
  public List<Octets> receive(Octets datagram, Instant now) {
    IkeSa.Step step = sa.step(new SaEvent.Received(datagram, path), context(now));
    sa = step.next();
    effects.addAll(step.effects());
    return step.effects().stream()
        .filter(SaEffect.Transmit.class::isInstance)
        .map(effect -> ((SaEffect.Transmit) effect).datagram())
        .toList();
  }

  public boolean childEstablished() {
    return effects.stream().anyMatch(SaEffect.ChildEstablished.class::isInstance);
  }

  /** Why it ended, if it did. */
  public Optional<CloseReason> ended() {
    return effects.stream()
        .filter(SaEffect.Closed.class::isInstance)
        .map(effect -> ((SaEffect.Closed) effect).reason())
        .findFirst();
  }
}
