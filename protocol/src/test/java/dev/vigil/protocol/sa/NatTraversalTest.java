package dev.vigil.protocol.sa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.natt.NatTraversal;
import dev.vigil.protocol.phase1.NatSettings;
import dev.vigil.protocol.phase1.Phase1Settings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** NAT detection on each side, the move to port 4500, and a mapping that changes. */
class NatTraversalTest {
  private static final InetAddress SHOWN_SITE = Pair.address(192, 0, 2, 1);

  private static void natBeforeSite(Pair pair, int ike, int floated) {
    pair.wire.nat(new InetSocketAddress(Pair.SITE, 500), new InetSocketAddress(SHOWN_SITE, ike));
    pair.wire.nat(
        new InetSocketAddress(Pair.SITE, 4500), new InetSocketAddress(SHOWN_SITE, floated));
  }

  private static NatTraversal of(Side side) {
    return side.sa().established().orElseThrow().natTraversal();
  }

  @Test
  void aSiteBehindNatFloatsAndSendsKeepalives() {
    Pair pair = Pair.fair();
    natBeforeSite(pair, 1500, 14500);
    pair.connect();
    pair.run(Duration.ofSeconds(1));

    assertThat(of(pair.initiator)).isEqualTo(NatTraversal.LOCAL_BEHIND_NAT);
    assertThat(of(pair.responder)).isEqualTo(NatTraversal.PEER_BEHIND_NAT);
    Path path = pair.responder.sa().path().orElseThrow();
    assertThat(path.marked()).isTrue();
    assertThat(path.local().getPort()).isEqualTo(4500);
    assertThat(path.remote()).isEqualTo(new InetSocketAddress(SHOWN_SITE, 14500));
  }

  @Test
  void aClaimedNatFloatsBothSidesAndNeedsNoKeepalives() {
    Pair pair = Pair.fair();
    pair.initiator.settings = withoutDpd(claiming(pair.initiator.settings));
    pair.responder.settings = withoutDpd(pair.responder.settings);
    pair.connect();
    pair.run(Duration.ofSeconds(60));

    assertThat(of(pair.initiator)).isEqualTo(NatTraversal.CLAIMED);
    assertThat(of(pair.responder)).isEqualTo(NatTraversal.PEER_BEHIND_NAT);
    assertThat(pair.initiator.sa().path().orElseThrow().marked()).isTrue();
    assertThat(pair.responder.sa().path().orElseThrow().marked()).isTrue();
    assertThat(pair.initiator.all(SaEffect.TransmitNatKeepalive.class)).isEmpty();
    assertThat(pair.responder.all(SaEffect.TransmitNatKeepalive.class)).isEmpty();
  }

  @Test
  void aClaimOfTheResponderFloatsBothSidesToo() {
    Pair pair = Pair.fair();
    pair.responder.settings = claiming(pair.responder.settings);
    pair.connect();
    pair.run(Duration.ofSeconds(1));

    assertThat(of(pair.initiator)).isEqualTo(NatTraversal.PEER_BEHIND_NAT);
    assertThat(of(pair.responder)).isEqualTo(NatTraversal.CLAIMED);
    assertThat(pair.responder.sa().path().orElseThrow().marked()).isTrue();
    assertThat(pair.initiator.established()).isTrue();
  }

  @Test
  void keepalivesFillSilenceOnly() {
    Pair pair = Pair.fair();
    pair.initiator.settings = withoutDpd(pair.initiator.settings);
    pair.responder.settings = withoutDpd(pair.responder.settings);
    natBeforeSite(pair, 1500, 14500);
    pair.connect();
    pair.run(Duration.ofSeconds(101));

    assertThat(pair.initiator.all(SaEffect.TransmitNatKeepalive.class)).hasSize(5);
    assertThat(pair.responder.all(SaEffect.TransmitNatKeepalive.class)).isEmpty();
  }

  private static SaSettings withoutDpd(SaSettings settings) {
    return new SaSettings(
        settings.phase1(), java.util.Optional.empty(), settings.offers(), settings.spis());
  }

  private static SaSettings claiming(SaSettings settings) {
    Phase1Settings phase1 = settings.phase1();
    NatSettings nat = phase1.nat();
    return new SaSettings(
        new Phase1Settings(
            phase1.policies(),
            phase1.preSharedKey(),
            phase1.localIdentity(),
            phase1.liveness(),
            new NatSettings(true, true, nat.localPort(), nat.remotePort(), nat.keepalive()),
            phase1.retransmission(),
            phase1.halfOpenLifetime(),
            phase1.initialContact()),
        settings.dpd(),
        settings.offers(),
        settings.spis());
  }

  @Test
  void aHeadEndBehindNatKnowsIt() {
    Pair pair = Pair.fair();
    InetAddress shown = Pair.address(198, 51, 100, 9);
    for (int port : new int[] {500, 4500}) {
      pair.wire.nat(new InetSocketAddress(Pair.HEAD_END, port), new InetSocketAddress(shown, port));
    }
    pair.initiator.initiate(pair.now(), new InetSocketAddress(shown, 500));
    pair.run(Duration.ofSeconds(1));

    assertThat(of(pair.responder)).isEqualTo(NatTraversal.LOCAL_BEHIND_NAT);
    assertThat(of(pair.initiator)).isEqualTo(NatTraversal.PEER_BEHIND_NAT);
    assertThat(pair.initiator.established()).isTrue();
  }

  @Test
  void bothBehindNat() {
    Pair pair = Pair.fair();
    natBeforeSite(pair, 1500, 14500);
    InetAddress shown = Pair.address(198, 51, 100, 9);
    for (int port : new int[] {500, 4500}) {
      pair.wire.nat(new InetSocketAddress(Pair.HEAD_END, port), new InetSocketAddress(shown, port));
    }
    pair.initiator.initiate(pair.now(), new InetSocketAddress(shown, 500));
    pair.run(Duration.ofSeconds(1));

    assertThat(of(pair.responder)).isEqualTo(NatTraversal.BOTH_BEHIND_NAT);
    assertThat(of(pair.initiator)).isEqualTo(NatTraversal.BOTH_BEHIND_NAT);
  }

  @Test
  void aNewMappingIsFollowedWhenTheNextProofComes() {
    Pair pair = Pair.fair();
    natBeforeSite(pair, 1500, 14500);
    pair.connect();
    pair.run(Duration.ofSeconds(1));
    natBeforeSite(pair, 1501, 24500);
    pair.run(Duration.ofSeconds(60));

    assertThat(pair.responder.sa().path().orElseThrow().remote().getPort()).isEqualTo(24500);
    assertThat(pair.responder.all(SaEffect.PathMoved.class)).hasSize(1);
    assertThat(pair.initiator.established()).isTrue();
    assertThat(pair.responder.established()).isTrue();
  }

  @Test
  void aReplayFromElsewhereMovesNothing() {
    Pair pair = Pair.fair();
    natBeforeSite(pair, 1500, 14500);
    pair.connect();
    pair.run(Duration.ofSeconds(60));
    Path before = pair.responder.sa().path().orElseThrow();
    InetSocketAddress thief = new InetSocketAddress(Pair.address(203, 0, 113, 66), 4500);
    for (Wire.Flying old : pair.wire.sent()) {
      if (old.to().getAddress().equals(Pair.HEAD_END)) {
        pair.wire.inject(pair.now(), thief, old.to(), old.data());
      }
    }
    pair.run(Duration.ofMillis(1));

    assertThat(pair.responder.sa().path()).contains(before);
    assertThat(pair.wire.sent()).noneMatch(it -> it.to().equals(thief));
  }
}
