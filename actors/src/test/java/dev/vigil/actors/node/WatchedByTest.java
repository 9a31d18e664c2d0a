package dev.vigil.actors.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.actors.observe.Counter;
import dev.vigil.actors.observe.SaView;
import dev.vigil.actors.secret.SecureEntropy;
import dev.vigil.protocol.wire.LivenessProtocol;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** With what a node asks its peers: what {@code vigil.dpd.protocols} says, by real datagrams. */
class WatchedByTest {
  private static final InetAddress HEAD_END = InetAddress.ofLiteral("127.0.0.1");
  private static final InetAddress SITE = InetAddress.ofLiteral("127.0.0.2");
  private static final Optional<Duration> QUICK = Optional.of(Duration.ofMillis(400));

  private static HeadEnd headEnd(String protocols) throws Exception {
    return HeadEnd.start(
        TestConfigs.settings("127.0.0.1", 0, 500, "vigil.dpd.protocols = " + protocols),
        TestConfigs.config(List.of(SITE), 1, 2, QUICK),
        new SecureEntropy(),
        InstantSource.system());
  }

  private static BareSite site(HeadEnd headEnd) throws Exception {
    BareSite site =
        new BareSite(
            SITE.getHostAddress(),
            headEnd.sockets().stream()
                .filter(it -> !it.marked())
                .findFirst()
                .orElseThrow()
                .address(),
            TestConfigs.config(List.of(HEAD_END), 2, 1, Optional.empty()));
    await().until(site::childEstablished);
    return site;
  }

  private static Optional<LivenessProtocol> agreed(HeadEnd headEnd) {
    return headEnd.sas().stream()
        .filter(SaView::established)
        .findFirst()
        .flatMap(SaView::phase1)
        .orElseThrow()
        .liveness();
  }

  @Test
  void keepalivesWhereDpdIsNotAnnounced() throws Exception {
    try (HeadEnd headEnd = headEnd("[keepalives]");
        BareSite site = site(headEnd)) {
      await().until(() -> headEnd.counters().get(Counter.ACKS_RECEIVED) >= 3);
      assertThat(agreed(headEnd)).contains(LivenessProtocol.KEEPALIVES);
      site.silence();
      await().until(() -> headEnd.counters().get(Counter.DEAD_PEERS) == 1);
    }
  }

  @Test
  void dpdWhereBothAre() throws Exception {
    try (HeadEnd headEnd = headEnd("[keepalives, dpd]");
        BareSite site = site(headEnd)) {
      await().until(() -> headEnd.counters().get(Counter.ACKS_RECEIVED) >= 3);
      assertThat(site.childEstablished()).isTrue();
      assertThat(agreed(headEnd)).contains(LivenessProtocol.DPD);
    }
  }

  @Test
  void nothingWhereNothingIs() throws Exception {
    try (HeadEnd headEnd = headEnd("[]");
        BareSite site = site(headEnd)) {
      Thread.sleep(Duration.ofSeconds(1)); // more than two intervals
      assertThat(site.childEstablished()).isTrue();
      assertThat(agreed(headEnd)).isEmpty();
      assertThat(headEnd.counters().get(Counter.PROBES_SENT)).isZero();
    }
  }
}
