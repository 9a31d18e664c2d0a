package dev.vigil.actors.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.actors.node.TestNode;
import dev.vigil.actors.udp.Datagram;
import dev.vigil.protocol.wire.Octets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private static final int MOST = Outbox.MOST_UNDER_WAY;

  private final List<Forwarded> sent = new ArrayList<>();
  private final Outbox outbox = new Outbox(5, sent::add);
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private boolean offer(boolean handshake) {
    return outbox.offer(new Datagram(Octets.ofInt(1), TestNode.path()), handshake, now);
  }

  private int offered(int count, boolean handshake) {
    int taken = 0;
    for (int number = 0; number < count; number++) {
      taken += offer(handshake) ? 1 : 0;
    }
    outbox.flush(now);
    return taken;
  }

  @Test
  void whatGathersLeavesAsOneMessageAndAFullBatchAtOnce() {
    offer(false);
    offer(false);
    assertThat(sent).isEmpty();
    outbox.flush(now);
    assertThat(sent)
        .singleElement()
        .satisfies(batch -> {
          assertThat(batch.sender()).isEqualTo(5);
          assertThat(batch.total()).isEqualTo(2);
          assertThat(batch.datagrams()).hasSize(2);
        });

    for (int number = 0; number < Outbox.LARGEST_BATCH; number++) {
      offer(false);
    }
    assertThat(sent).hasSize(2);
    assertThat(sent.get(1).total()).isEqualTo(2 + Outbox.LARGEST_BATCH);
  }

  @Test
  void manyBytesLeaveBeforeTheyAreManyDatagrams() {
    Datagram large = new Datagram(Octets.wrap(new byte[16_000]), TestNode.path());
    for (int number = 0; number < 4; number++) {
      outbox.offer(large, false, now);
    }

    assertThat(sent).hasSize(1);
  }

  @Test
  void aLoneDatagramDoesNotWaitButOneThatFollowsCloselyDoes() {
    offer(false);
    assertThat(outbox.flushUnlessClose(now)).isFalse();
    assertThat(sent).hasSize(1);

    now = now.plusMillis(1);
    offer(false);
    assertThat(outbox.flushUnlessClose(now)).isTrue();
    assertThat(sent).hasSize(1);

    now = now.plusMillis(1);
    assertThat(outbox.flushUnlessClose(now)).isFalse();
    assertThat(sent).hasSize(2);
  }

  @Test
  void whenTheReceiverIsSlowHandshakesAreLostFirst() {
    assertThat(offered(MOST, true)).isEqualTo(MOST / 2);
    assertThat(offered(MOST, false)).isEqualTo(MOST / 2);
    assertThat(offer(false)).isFalse();

    outbox.taken(MOST - 10, now);
    assertThat(offer(true)).isTrue();
    assertThat(offered(MOST, false)).isEqualTo(MOST - 11);
  }

  @Test
  void whatIsToldTwiceOrWasNeverSentIsNotBelieved() {
    offered(MOST, false);
    outbox.taken(MOST + 1, now);
    outbox.taken(-1, now);
    assertThat(offer(false)).isFalse();
  }

  @Test
  void aReceiverThatSaysNothingForASecondHasLostAll() {
    offered(MOST, false);
    now = now.plusMillis(999);
    assertThat(offer(false)).isFalse();
    now = now.plusMillis(2);
    assertThat(offered(MOST + 1, false)).isEqualTo(MOST);
    assertThat(offer(false)).isFalse();
  }
}
