package dev.vigil.actors.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.actors.observe.ChildTraffic;
import dev.vigil.actors.observe.Counter;
import dev.vigil.actors.secret.SecureEntropy;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.esp.EspSealer;
import dev.vigil.protocol.esp.Sequences;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.ip.IcmpEcho;
import dev.vigil.protocol.ip.IpProtocol;
import dev.vigil.protocol.quickmode.ChildSa;
import dev.vigil.protocol.resume.PairProgress;
import dev.vigil.protocol.wire.Octets;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Two data planes whose datagrams a test carries from one to the other. */
class EspDataPlaneTest {
  private static final InetAddress HERE = InetAddress.ofLiteral("10.1.0.1");
  private static final InetAddress THERE = InetAddress.ofLiteral("10.2.0.1");
  private static final int SPI = 0x1000_0000;

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Entropy entropy = new SecureEntropy();
  private final PlaneSide here = new PlaneSide("192.0.2.1", "198.51.100.7", entropy, () -> now);
  private final PlaneSide there = new PlaneSide("198.51.100.7", "192.0.2.1", entropy, () -> now);

  private MirroredPairs installed(int spi, boolean tunnel, long kilobytes) {
    MirroredPairs pairs = MirroredPairs.of(spi, tunnel, kilobytes, entropy);
    here.install(pairs.here());
    there.install(pairs.there());
    return pairs;
  }

  private CompletionStage<PingReply> ping(Optional<InetAddress> source, int size) {
    PingRequest request = new PingRequest(THERE, source, size, Duration.ofSeconds(5));
    return here.plane.ping(request);
  }

  private CompletionStage<PingReply> ping() {
    return ping(Optional.empty(), 100);
  }

  /** Carries what waits over to the other side and its answers back; how many datagrams went. */
  private int carry() {
    List<Octets> out = here.edge.take();
    out.forEach(esp -> there.plane.received(esp, there.path));
    List<Octets> back = there.edge.take();
    back.forEach(esp -> here.plane.received(esp, here.path));
    return out.size() + back.size();
  }

  private ChildTraffic traffic(PlaneSide side, ChildSa child) {
    return side.plane.traffic(child.inboundSpi());
  }

  @Test
  void aPingGoesThereAndBackInTunnelAndTransportMode() {
    for (boolean tunnel : new boolean[] {true, false}) {
      MirroredPairs pairs = installed(SPI, tunnel, 0);
      CompletionStage<PingReply> reply = ping();
      now = now.plusMillis(30);
      assertThat(carry()).isEqualTo(2);

      assertThat(reply).isCompletedWithValue(new PingReply.Answered(Duration.ofMillis(30)));
      assertThat(traffic(here, pairs.here()))
          .isEqualTo(
              new ChildTraffic(
                  1, 100, 1, 100, 0, 0, Optional.of(now), Optional.of(now.minusMillis(30))));
      here.plane.remove(pairs.here().inboundSpi());
      there.plane.remove(pairs.there().inboundSpi());
    }
    assertThat(here.counters.get(Counter.ESP_OUT)).isEqualTo(2);
    assertThat(there.counters.get(Counter.ESP_IN)).isEqualTo(2);
  }

  @Test
  void moreNumbersAreAskedForOnceWhenHalfAreUsedAndBeyondThemNothingLeaves() {
    MirroredPairs pairs = MirroredPairs.of(SPI, true, 0, entropy);
    int spi = pairs.here().inboundSpi();
    String needed = "%08x needs numbers".formatted(spi);
    here.plane.install(
        pairs.here(), here.path, 64, new Sequences(1000, 1010, 0), here.stamps, here);
    sendPings(4);
    assertThat(here.told).isEmpty();
    sendPings(6);
    assertThat(here.told).containsExactly(needed);
    assertThat(here.plane.progress(spi)).contains(new PairProgress(spi, 0, 1010));
    assertThat(here.edge.take()).hasSize(10);

    sendPings(3);
    assertThat(here.edge.take()).isEmpty();
    assertThat(here.counters.get(Counter.ESP_NOT_GRANTED)).isEqualTo(3);
    assertThat(here.told).containsExactly(needed);
    now = now.plusSeconds(2);
    sendPings(3);
    assertThat(here.told).containsExactly(needed, needed);

    here.plane.grant(spi, 1020);
    here.plane.grant(spi, 900);
    sendPings(5);
    assertThat(here.plane.progress(spi)).contains(new PairProgress(spi, 0, 1015));
    assertThat(here.told).hasSize(3);
    sendPings(9);
    assertThat(here.edge.take()).hasSize(10);
    assertThat(here.counters.get(Counter.ESP_NOT_GRANTED)).isEqualTo(10);
  }

  private void sendPings(int count) {
    for (int i = 0; i < count; i++) {
      ping();
    }
  }

  @Test
  void aPairThatCameFromElsewhereTakesNothingUpToTheLastKnownNumber() {
    MirroredPairs pairs = MirroredPairs.of(SPI, true, 0, entropy);
    int spi = pairs.there().inboundSpi();
    here.install(pairs.here());
    there.plane.install(
        pairs.there(), there.path, 64, new Sequences(0, 100, 3), there.stamps, there);
    sendPings(5);
    here.edge.take().forEach(esp -> there.plane.received(esp, there.path));

    assertThat(there.counters.get(DropReason.ESP_REPLAYED)).isEqualTo(3);
    assertThat(there.plane.progress(spi)).contains(new PairProgress(spi, 5, 2));
  }

  @Test
  void whatCameBeforeIsDroppedAndCounted() {
    MirroredPairs pairs = installed(SPI, true, 0);
    ping();
    Octets esp = here.edge.take().getFirst();
    there.plane.received(esp, there.path);
    there.plane.received(esp, there.path);

    assertThat(there.counters.get(DropReason.ESP_REPLAYED)).isEqualTo(1);
    assertThat(traffic(there, pairs.there()).replayed()).isEqualTo(1);
    assertThat(traffic(there, pairs.there()).packetsIn()).isEqualTo(1);
    assertThat(there.edge.take()).hasSize(1);
  }

  @Test
  void anUnknownSpiAndWhatIsNoEspHaveNoEffect() {
    installed(SPI, true, 0);
    there.plane.received(Octets.ofHex("7fffffff" + "00".repeat(60)), there.path);
    there.plane.received(Octets.ofHex("7fffffff00"), there.path);
    there.plane.received(Octets.ofHex("000000ff" + "00".repeat(60)), there.path);

    assertThat(there.counters.get(DropReason.ESP_UNKNOWN_SPI)).isEqualTo(1);
    assertThat(there.counters.get(DropReason.ESP_MALFORMED)).isEqualTo(2);
    assertThat(there.stamps.takeInbound()).isEmpty();
    assertThat(there.counters.get(Counter.FAULTS)).isZero();
  }

  /** A host of IPv4 behind a peer that is reached over IPv6: there is no such packet. */
  @Test
  void inTransportModeAddressesOfTwoFamiliesAreRefused() {
    MirroredPairs pairs = MirroredPairs.of(SPI, false, 0, entropy).towardsANetwork();
    here.install(pairs.here());
    Path overIpv6 = PlaneSide.path("2001:db8::1", "2001:db8::2", 4500);
    there.plane.install(pairs.there(), overIpv6, 64, Sequences.FRESH, there.stamps, there);
    ping();
    there.plane.received(here.edge.take().getFirst(), overIpv6);

    assertThat(there.counters.get(DropReason.ESP_MALFORMED)).isEqualTo(1);
    assertThat(there.counters.get(Counter.FAULTS)).isZero();
  }

  @Test
  void aForgedPacketMovesNothing() {
    MirroredPairs pairs = installed(SPI, true, 0);
    ping();
    byte[] esp = here.edge.take().getFirst().toArray();
    esp[esp.length - 1] ^= 1;
    there.plane.received(Octets.wrap(esp), PlaneSide.path("198.51.100.7", "192.0.2.1", 6000));

    assertThat(there.counters.get(DropReason.ESP_UNAUTHENTIC)).isEqualTo(1);
    assertThat(traffic(there, pairs.there()).refused()).isEqualTo(1);
    assertThat(traffic(there, pairs.there()).lastInbound()).isEmpty();
    assertThat(there.stamps.takeInbound()).isEmpty();
    assertThat(there.told).isEmpty();
    assertThat(there.edge.take()).isEmpty();
  }

  /** Without authentication anybody can make it or send it again, from wherever he likes. */
  @Test
  void whatIsNotAuthenticatedIsCarriedButNeitherMovesThePeerNorProvesItAlive() {
    MirroredPairs pairs = MirroredPairs.of(SPI, true, 0, entropy).withoutAuthentication();
    here.install(pairs.here());
    there.install(pairs.there());
    ping();
    Octets esp = here.edge.take().getFirst();
    there.plane.received(esp, PlaneSide.path("198.51.100.7", "203.0.113.66", 6000));

    assertThat(there.told).isEmpty();
    assertThat(there.stamps.takeInbound()).isEmpty();
    assertThat(traffic(there, pairs.there()).packetsIn()).isEqualTo(1);
  }

  @Test
  void whatCanBeSentAgainNeitherMovesThePeerNorProvesItAlive() {
    MirroredPairs pairs = MirroredPairs.of(SPI, true, 0, entropy);
    here.install(pairs.here());
    there.plane.install(pairs.there(), there.path, 0, Sequences.FRESH, there.stamps, there);
    ping();
    Octets esp = here.edge.take().getFirst();
    there.plane.received(esp, there.path);
    there.plane.received(esp, PlaneSide.path("198.51.100.7", "203.0.113.66", 6000));

    assertThat(there.told).isEmpty();
    assertThat(there.stamps.takeInbound()).isEmpty();
    assertThat(traffic(there, pairs.there()).packetsIn()).isEqualTo(2);
  }

  /** RFC 4301 §5.2. Authentic all the same, so the peer is alive. */
  @Test
  void whatTheSaWasNotNegotiatedForIsDropped() {
    MirroredPairs pairs = installed(SPI, true, 0);
    EspSealer sealer = new EspSealer(pairs.here());
    for (String source : List.of("10.3.0.1", "10.2.0.1")) {
      IcmpEcho echo = IcmpEcho.request(InetAddress.ofLiteral(source), THERE, 1, 1, 84);
      there.plane.received(
          sealer.seal(echo.packet(), IpProtocol.IPV4, entropy).orElseThrow(), there.path);
    }

    assertThat(there.counters.get(DropReason.ESP_WRONG_SELECTOR)).isEqualTo(2);
    assertThat(traffic(there, pairs.there()).refused()).isEqualTo(2);
    assertThat(traffic(there, pairs.there()).packetsIn()).isZero();
    assertThat(there.stamps.takeInbound()).contains(now);
    assertThat(there.edge.take()).isEmpty();
  }

  /** Two customers of ours, both of which number their networks alike. */
  @Test
  void whatCameFromOneVrfIsNotAnsweredIntoAnother() {
    MirroredPairs red = MirroredPairs.of(SPI, true, 0, entropy);
    MirroredPairs blue = MirroredPairs.of(SPI + 16, true, 0, entropy);
    here.install(red.here());
    there.plane.install(red.there(), there.path, 64, Sequences.FRESH, there.stamps, in("red"));
    Path elsewhere = PlaneSide.path("198.51.100.7", "203.0.113.9", 4500);
    there.plane.install(blue.there(), elsewhere, 64, Sequences.FRESH, there.stamps, in("blue"));
    now = now.plusSeconds(1);
    ping();
    here.edge.take().forEach(esp -> there.plane.received(esp, there.path));

    assertThat(there.edge.take())
        .singleElement()
        .satisfies(answer -> assertThat(answer.intAt(0)).isEqualTo(red.there().outboundSpi()));
    assertThat(traffic(there, blue.there()).packetsOut()).isZero();
  }

  private static PairOwner in(String vrf) {
    return new PairOwner() {
      @Override
      public Optional<String> insideVrf() {
        return Optional.of(vrf);
      }

      @Override
      public void wornOut(int inboundSpi, boolean hard) {}

      @Override
      public void sequencesNeeded(int inboundSpi) {}

      @Override
      public void moved(int inboundSpi, Path path) {}
    };
  }

  @Test
  void theSuccessorSendsOnceTheOtherSideHasItToo() {
    MirroredPairs old = installed(SPI, true, 0);
    MirroredPairs fresh = MirroredPairs.of(SPI + 16, true, 0, entropy);
    here.install(fresh.here());
    ping();
    carry();
    assertThat(traffic(here, old.here()).packetsOut()).isEqualTo(1);

    there.install(fresh.there());
    now = now.plusMillis(600);
    ping();
    carry();
    assertThat(traffic(here, old.here()).packetsOut()).isEqualTo(2);
    assertThat(traffic(there, fresh.there()).packetsOut()).isEqualTo(1);

    ping();
    carry();
    assertThat(traffic(here, old.here()).packetsOut()).isEqualTo(2);
    assertThat(traffic(here, fresh.here()).packetsOut()).isEqualTo(1);
  }

  @Test
  void theSuccessorSendsAtOnceWhenTheOldPairIsGone() {
    MirroredPairs old = installed(SPI, true, 0);
    MirroredPairs fresh = installed(SPI + 16, true, 0);
    here.plane.remove(old.here().inboundSpi());
    ping();

    assertThat(traffic(here, fresh.here()).packetsOut()).isEqualTo(1);
  }

  @Test
  void aSpentVolumeIsToldSoftThenHardAndThenNothingLeaves() {
    MirroredPairs pairs = installed(SPI, true, 10);
    for (int i = 0; i < 10; i++) {
      ping(Optional.empty(), 1024);
    }
    assertThat(here.told).containsExactly("10000000 soft", "10000000 hard");
    assertThat(here.edge.take()).hasSize(10);

    CompletionStage<PingReply> more = ping();

    assertThat(more.toCompletableFuture().join()).isInstanceOf(PingReply.NotSent.class);
    assertThat(here.edge.take()).isEmpty();
    assertThat(traffic(here, pairs.here()).bytesOut()).isEqualTo(10 * 1024);
  }

  @Test
  void anotherPathOfAuthenticEspIsToldOnceAndAnsweredWhenItIsBound() {
    MirroredPairs pairs = installed(SPI, true, 0);
    Path elsewhere = PlaneSide.path("198.51.100.7", "192.0.2.1", 6000);
    for (int i = 0; i < 3; i++) {
      ping();
      here.edge.take().forEach(esp -> there.plane.received(esp, elsewhere));
    }
    assertThat(there.told).containsExactly("10000001 at 6000");

    TrafficStamps other = TrafficStamps.unread();
    there.plane.rebind(pairs.there().inboundSpi(), elsewhere, other);
    there.stamps.takeInbound();
    now = now.plusSeconds(1);
    ping();
    here.edge.take().forEach(esp -> there.plane.received(esp, elsewhere));

    assertThat(there.told).hasSize(1);
    assertThat(there.stamps.takeInbound()).isEmpty();
    assertThat(other.takeInbound()).contains(now);
  }

  @Test
  void trafficWithoutSasCallsForTheEntryOnceASecond() {
    List<String> called = new ArrayList<>();
    here.plane.policies(
        List.of(new Policy("test 1", MirroredPairs.LOCAL, MirroredPairs.REMOTE)), called::add);
    ping();
    ping();
    now = now.plusSeconds(2);
    ping(Optional.of(HERE), 100);

    assertThat(called).containsExactly("test 1", "test 1");
    assertThat(here.edge.take()).isEmpty();
    assertThat(
            ping(Optional.of(InetAddress.ofLiteral("10.9.0.1")), 100).toCompletableFuture().join())
        .isEqualTo(new PingReply.NotSent("no crypto map entry protects 10.9.0.1 to 10.2.0.1"));
  }

  @Test
  void aSilentNetworkLosesThePing() {
    installed(SPI, true, 0);
    PingRequest request = new PingRequest(THERE, Optional.empty(), 0, Duration.ofMillis(20));

    assertThat(here.plane.ping(request).toCompletableFuture().join())
        .isEqualTo(new PingReply.Lost());
  }
}
