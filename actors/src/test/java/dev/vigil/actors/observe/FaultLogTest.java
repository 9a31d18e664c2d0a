package dev.vigil.actors.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.exchange.Role;
import dev.vigil.protocol.trace.DpdTrace;
import dev.vigil.protocol.trace.FaultTrace;
import dev.vigil.protocol.trace.TraceContext;
import dev.vigil.protocol.wire.LivenessProtocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FaultLogTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.vigil.isakmp");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final FaultLog faults = new FaultLog();

  @BeforeEach
  void listen() {
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(lines);
    logger.setAdditive(true);
    logger.setLevel(null);
  }

  private void wrongKey(String peer, long second) {
    Path path =
        new Path(
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 500),
            new InetSocketAddress(InetAddress.ofLiteral(peer), 500),
            false);
    faults.tell(
        new TraceContext(3, Role.RESPONDER, path),
        new FaultTrace.KeysDiffer(),
        Instant.ofEpochSecond(second));
  }

  private List<String> told() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  /** As the operator's guide shows it. */
  @Test
  void aPeerThatIsNotWatchedIsToldOfWithTheReason() {
    Path path =
        new Path(
            new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 500),
            new InetSocketAddress(InetAddress.ofLiteral("192.0.2.9"), 500),
            false);
    faults.tell(
        new TraceContext(7, Role.RESPONDER, path),
        new DpdTrace.Unwatched(Set.of(LivenessProtocol.values())),
        Instant.EPOCH);

    assertThat(told())
        .containsExactly(
            "fault peer=192.0.2.9:500 conn-id=7 untold=0 detail=\"peer 192.0.2.9 is not watched:"
                + " it did not announce DPD or keepalives\"");
  }

  @Test
  void oneFaultIsOneLineInPlainWords() {
    wrongKey("10.2.80.209", 0);

    assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN);
    assertThat(told())
        .containsExactly(
            "fault peer=10.2.80.209:500 conn-id=3 untold=0 detail=\"reserved not zero on ID"
                + " payload!; %CRYPTO-4-IKMP_BAD_MESSAGE: IKE message from 10.2.80.209 failed its"
                + " sanity check or is malformed; probably the pre-shared keys with 10.2.80.209"
                + " differ\"");
  }

  @Test
  void aPeerThatTriesAgainAndAgainHasALineInTenSecondsAndHidesNobodyElse() {
    for (int second = 0; second < 20; second++) {
      wrongKey("10.2.80.209", second);
    }
    wrongKey("2001:db8::209", 5);
    wrongKey("10.2.80.209", 20);

    assertThat(told().stream().map(line -> line.replaceFirst(" conn-id.*untold", " untold")))
        .allMatch(line -> line.contains(" detail="))
        .extracting(line -> line.substring(0, line.indexOf(" detail")))
        .containsExactly(
            "fault peer=10.2.80.209:500 untold=0",
            "fault peer=10.2.80.209:500 untold=9",
            "fault peer=[2001:DB8::209]:500 untold=0",
            "fault peer=10.2.80.209:500 untold=9");
  }

  @Test
  void whatItRemembersIsBounded() {
    wrongKey("10.0.0.1", 0);
    for (int peer = 0; peer < 5000; peer++) {
      wrongKey("10.1.%d.%d".formatted(peer >> 8, peer & 0xff), 1);
    }
    wrongKey("10.0.0.1", 2);

    assertThat(told()).filteredOn(line -> line.contains("peer=10.0.0.1:")).hasSize(2);
  }
}
