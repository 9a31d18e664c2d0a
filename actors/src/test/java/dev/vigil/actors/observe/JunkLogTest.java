package dev.vigil.actors.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.vigil.actors.node.TestNode;
import dev.vigil.protocol.exchange.DropReason;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class JunkLogTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(JunkLog.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Counters counters = new Counters();
  private final JunkLog junk = new JunkLog(counters);

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

  private void drop(DropReason reason, long second) {
    junk.dropped(reason, TestNode.path().remote(), Instant.ofEpochSecond(second));
  }

  @Test
  void aFloodIsCountedWholeAndLoggedOnceInAnIntervalForEachReason() {
    for (int number = 0; number < 1000; number++) {
      drop(DropReason.TRUNCATED, number / 100);
    }
    drop(DropReason.MALFORMED, 5);
    drop(DropReason.TRUNCATED, 10);

    assertThat(counters.get(DropReason.TRUNCATED)).isEqualTo(1001);
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "dropped reason=TRUNCATED from=127.0.0.2:500 untold=0",
            "dropped reason=MALFORMED from=127.0.0.2:500 untold=0",
            "dropped reason=TRUNCATED from=127.0.0.2:500 untold=999");
  }
}
