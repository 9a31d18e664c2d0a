package dev.vigil.protocol.dpd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.config.Keepalive;
import dev.vigil.protocol.dpd.DpdState.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What the router's document says about when a peer is asked and when it is given up, sentence by
 * sentence: the display name of each test is the sentence that it is about.
 */
class SeedStatementsTest {
  private static final Instant START = Instant.parse("2006-03-25T15:17:14Z");
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
  private static final int RUN = 200;

  private static boolean always(int second) {
    return true;
  }

  private static boolean never(int second) {
    return false;
  }

  /** One watched peer, second by second; what it says and what is sent to it is a schedule. */
  private static final class Watch {
    private final List<String> log = new ArrayList<>();
    private IntPredicate answering = SeedStatementsTest::always;
    private IntPredicate hello = SeedStatementsTest::never;
    private IntPredicate dataIn = SeedStatementsTest::never;
    private IntPredicate dataOut = SeedStatementsTest::never;
    private DpdState state;

    Watch(DpdSettings settings) {
      state = DpdState.initial(settings, 1, START);
    }

    Watch answering(IntPredicate when) {
      answering = when;
      return this;
    }

    /** The peer's own R-U-THERE, with a number that rises. */
    Watch hello(IntPredicate when) {
      hello = when;
      return this;
    }

    Watch dataIn(IntPredicate when) {
      dataIn = when;
      return this;
    }

    Watch dataOut(IntPredicate when) {
      dataOut = when;
      return this;
    }

    /** What happened: "10 ask" is a first message at second 10, "12 retry" a further one. */
    List<String> run() {
      feed(new DpdEvent.Enabled(-1), 0); // the whole first interval passes before the first probe
      for (int second = 1; second <= RUN && state.phase() != Phase.DEAD; second++) {
        Instant now = START.plusSeconds(second);
        if (hello.test(second)) {
          feed(new DpdEvent.RequestReceived(second), second);
        }
        if (dataIn.test(second)) {
          feed(new DpdEvent.ProofOfLife(DpdEvent.Source.ESP, now), second);
        }
        if (dataOut.test(second)) {
          feed(new DpdEvent.OutboundTraffic(now), second);
        }
        feed(new DpdEvent.Deadline(), second);
      }
      return log;
    }

    private void feed(DpdEvent event, int second) {
      DpdMachine.Step step = DpdMachine.step(state, event, START.plusSeconds(second));
      state = step.next();
      for (DpdEffect effect : step.effects()) {
        switch (effect) {
          case DpdEffect.SendRUThere(int number, int attempt) -> {
            log.add(second + (attempt == 0 ? " ask" : " retry"));
            if (answering.test(second)) {
              feed(new DpdEvent.AckReceived(number), second);
            }
          }
          case DpdEffect.DeclareDead _ -> log.add(second + " dead");
          case DpdEffect.CountError _,
              DpdEffect.SendAck _,
              DpdEffect.Acknowledged _,
              DpdEffect.Dropped _ -> {}
        }
      }
    }
  }

  private static Watch periodic() {
    return new Watch(DpdSettings.periodic(TEN_SECONDS));
  }

  private static Watch onDemand() {
    return new Watch(DpdSettings.onDemand(TEN_SECONDS));
  }

  private static List<String> askedEvery(int seconds) {
    return IntStream.rangeClosed(1, RUN / seconds).mapToObj(i -> i * seconds + " ask").toList();
  }

  @Nested
  class Periodic {
    @Test
    @DisplayName(
        "query the liveliness of its Internet Key Exchange (IKE) peer at regular intervals")
    void queriesAtRegularIntervals() {
      assertThat(periodic().run()).isEqualTo(askedEvery(10));
    }

    @Test
    @DisplayName("earlier detection of dead peers")
    void isEarlierThanOnDemand() {
      IntPredicate fewPackets = second -> second % 60 == 0;
      List<String> periodic = periodic().answering(second -> second < 15).dataOut(fewPackets).run();
      List<String> onDemand = onDemand().answering(second -> second < 15).dataOut(fewPackets).run();

      assertThat(periodic.getLast()).isEqualTo("30 dead");
      assertThat(onDemand.getLast()).isEqualTo("70 dead");
    }

    @Test
    @DisplayName("use of periodic DPD incurs extra overhead")
    void costsMessagesThatOnDemandDoesNot() {
      IntPredicate both = SeedStatementsTest::always;

      assertThat(periodic().dataIn(both).dataOut(both).run()).hasSize(RUN / 10);
      assertThat(onDemand().dataIn(both).dataOut(both).run()).isEmpty();
    }

    @Test
    @DisplayName("DPD and Cisco IOS keepalives function on the basis of the timer.")
    void theTimerAloneMakesItAsk() {
      DpdState state = DpdState.initial(DpdSettings.periodic(TEN_SECONDS), 1, START);
      state = DpdMachine.step(state, new DpdEvent.Enabled(-1), START).next();
      Instant due = START.plus(TEN_SECONDS);

      assertThat(DpdMachine.nextDeadline(state)).contains(due);
      assertThat(DpdMachine.step(state, new DpdEvent.Deadline(), due.minusNanos(1)).effects())
          .isEmpty();
      assertThat(DpdMachine.step(state, new DpdEvent.Deadline(), due).effects()).hasSize(1);
    }

    @Test
    @DisplayName(
        "If the timer is set for 10 seconds, the router sends a “hello” message every 10"
            + " seconds (unless, of course, the router receives a “hello” message from the peer).")
    void aHelloFromThePeerSparesOurs() {
      assertThat(periodic().run()).isEqualTo(askedEvery(10));
      assertThat(periodic().hello(second -> second % 9 == 0).run()).isEmpty();
      assertThat(periodic().hello(second -> second == 7).run())
          .startsWith("17 ask", "27 ask")
          .doesNotContain("10 ask");
    }

    @Test
    @DisplayName(
        "IOS keepalives and periodic DPD rely on periodic messages that have to be sent with"
            + " considerable frequency.")
    void theFrequencyIsTheConfiguredOne() {
      assertThat(new Watch(DpdSettings.periodic(Duration.ofSeconds(20))).run())
          .isEqualTo(askedEvery(20));
    }

    @Test
    @DisplayName("DPD messages are “forced” at regular intervals")
    void dataDoesNotHoldThemBack() {
      assertThat(periodic().dataIn(SeedStatementsTest::always).run()).isEqualTo(askedEvery(10));
    }

    @Test
    @DisplayName(
        "if a router has no traffic to send, a DPD message is still sent at regular"
            + " intervals, and if a peer is dead, the router does not have to wait until the IKE SA"
            + " times out to find out")
    void noTrafficIsNeeded() {
      assertThat(periodic().answering(second -> second < 55).run())
          .endsWith("60 ask", "62 retry", "64 retry", "66 retry", "68 retry", "70 dead");
    }

    @Test
    @DisplayName(
        "When the periodic keyword is used, this argument is the number of seconds between"
            + " DPD messages")
    void secondsIsTheTimeBetweenMessages() {
      assertThat(periodic().answering(SeedStatementsTest::always).run()).isEqualTo(askedEvery(10));
    }

    @Test
    @DisplayName("DPD messages are sent at regular intervals.")
    void anAnswerDoesNotShiftTheInterval() {
      DpdState state = DpdState.initial(DpdSettings.periodic(TEN_SECONDS), 1, START);
      state = DpdMachine.step(state, new DpdEvent.Enabled(-1), START).next();
      state = DpdMachine.step(state, new DpdEvent.Deadline(), START.plusSeconds(10)).next();
      DpdEvent ack = new DpdEvent.AckReceived(state.lastNumber());
      state = DpdMachine.step(state, ack, START.plusSeconds(11)).next();

      assertThat(DpdMachine.nextDeadline(state)).contains(START.plusSeconds(20));
    }
  }

  @Nested
  class OnDemand {
    @Test
    @DisplayName("With on-demand DPD, messages are sent on the basis of traffic patterns.")
    void trafficDecides() {
      IntPredicate sending = second -> second == 50;

      assertThat(onDemand().run()).isEmpty();
      assertThat(onDemand().dataOut(sending).run()).containsExactly("50 ask");
      assertThat(onDemand().dataOut(sending).dataIn(second -> second % 6 == 0).run()).isEmpty();
      assertThat(onDemand().dataOut(sending).dataIn(second -> second == 51).run())
          .as("it had been silent before")
          .containsExactly("50 ask");
    }

    @Test
    @DisplayName(
        "if a router has to send outbound traffic and the liveliness of the peer is"
            + " questionable, the router sends a DPD message to query the status of the peer")
    void silenceMakesItQuestionable() {
      assertThat(onDemand().dataOut(second -> second == 9).run()).containsExactly("10 ask");
      assertThat(onDemand().dataOut(second -> second == 30).run()).containsExactly("30 ask");
    }

    @Test
    @DisplayName("If a router has no traffic to send, it never sends a DPD message.")
    void noTrafficNoMessage() {
      assertThat(onDemand().run()).isEmpty();
      assertThat(onDemand().dataIn(second -> second < 20).run()).isEmpty();
    }

    @Test
    @DisplayName(
        "If a peer is dead, and the router never has any traffic to send to the peer, the"
            + " router does not discover this until the IKE or IPsec security association (SA) has to be"
            + " rekeyed")
    void aDeadPeerIsNotDiscoveredWithoutTraffic() {
      Watch dead = onDemand().answering(SeedStatementsTest::never);

      assertThat(dead.run()).isEmpty();
      assertThat(DpdMachine.nextDeadline(dead.state)).as("until its rekey").isEmpty();
    }

    @Test
    @DisplayName(
        "if the router has traffic to send to the peer, and the peer does not respond, the"
            + " router initiates a DPD message to determine the state of the peer")
    void unansweredTrafficMakesItAsk() {
      assertThat(
              onDemand()
                  .dataIn(second -> second <= 20)
                  .dataOut(SeedStatementsTest::always)
                  .answering(SeedStatementsTest::never)
                  .run())
          .containsExactly("30 ask", "32 retry", "34 retry", "36 retry", "38 retry", "40 dead");
    }

    @Test
    @DisplayName(
        "When the on-demand keyword is used, this argument is the number of seconds during"
            + " which traffic is not received from the peer before DPD retry messages are sent if there"
            + " is data (IPSec) traffic to send")
    void secondsIsTheTimeWithoutTrafficFromThePeer() {
      Watch watch = new Watch(DpdSettings.onDemand(Duration.ofSeconds(25)));

      assertThat(watch.dataIn(second -> second == 30).dataOut(second -> second == 31).run())
          .containsExactly("55 ask");
    }

    @Test
    @DisplayName("The default behavior. DPD retries are sent on demand.")
    void whatIsHeardEndsTheRetries() {
      assertThat(
              onDemand()
                  .dataOut(second -> second == 30)
                  .dataIn(second -> second == 33)
                  .answering(SeedStatementsTest::never)
                  .run())
          .containsExactly("30 ask", "32 retry");
    }
  }

  @Nested
  class Retries {
    private final Watch silent = periodic().answering(SeedStatementsTest::never);

    private Watch retrying(int interval, int retry) {
      return new Watch(
              new DpdSettings(
                  Duration.ofSeconds(interval),
                  Duration.ofSeconds(retry),
                  DpdSettings.Mode.PERIODIC,
                  false,
                  false))
          .answering(SeedStatementsTest::never);
    }

    @Test
    @DisplayName(
        "Number of seconds between DPD retry messages if the DPD retry message is missed by"
            + " the peer")
    void retrySecondsIsTheTimeBetweenRetries() {
      assertThat(retrying(10, 7).run())
          .containsExactly("10 ask", "17 retry", "24 retry", "31 retry", "38 retry", "45 dead");
    }

    @Test
    @DisplayName(
        "Once 1 DPD message is missed by the peer, the router moves to a more aggressive"
            + " state and sends the DPD retry message at the faster retry interval")
    void oneMissIsEnoughForTheFasterInterval() {
      assertThat(silent.run()).startsWith("10 ask", "12 retry", "14 retry");
      assertThat(periodic().answering(second -> second != 30).run())
          .startsWith("10 ask", "20 ask", "30 ask", "32 retry", "40 ask", "50 ask");
    }

    @Test
    @DisplayName("The default DPD retry message is sent every 2 seconds.")
    void theDefaultIsTwoSeconds() {
      assertThat(Keepalive.DEFAULT_RETRY).isEqualTo(Duration.ofSeconds(2));
      assertThat(silent.run()).contains("12 retry", "14 retry", "16 retry", "18 retry");
    }

    /** One of three statements that disagree. The trace has five messages in all. */
    @Test
    @DisplayName(
        "Five aggressive DPD retry messages can be missed before the tunnel is marked as"
            + " down.")
    void fiveMessagesAreMissed() {
      List<String> log = silent.run();

      assertThat(log.subList(0, log.size() - 1)).hasSize(5);
      assertThat(log.getLast()).isEqualTo("20 dead");
      assertThat(periodic().answering(second -> second == 18).run())
          .as("four that are missed do not end it")
          .startsWith("10 ask", "12 retry", "14 retry", "16 retry", "18 retry", "20 ask");
    }

    /** One of three statements that disagree: four is what it says, five is what the trace has. */
    @Test
    @DisplayName(
        "If the peer fails to respond to the DPD R_U_THERE message, the router resends the"
            + " message every 20 seconds (four transmissions altogether).")
    void resendsEveryTwentySecondsAndFourTimes() {
      assertThat(retrying(30, 20).run())
          .containsExactly("30 ask", "50 retry", "70 retry", "90 retry", "110 retry", "130 dead");
    }

    /** One of three statements that disagree, and the one that its trace proves. */
    @Test
    @DisplayName(
        "The router sends one DPD R_U_THERE message and four retransmissions before it"
            + " finally deletes the IPsec and IKE SAs.")
    void oneMessageAndFourRetransmissions() {
      assertThat(silent.run())
          .containsExactly("10 ask", "12 retry", "14 retry", "16 retry", "18 retry", "20 dead");
    }

    @Test
    @DisplayName(
        "the recommendation is to use a value other than the default (which is 2 seconds). A"
            + " keepalive timer of 10 seconds with 5 retries seems to work well with HA because of the"
            + " time that it takes for the router to get into active mode.")
    void aLongerRetryGivesTheStandbyItsTime() {
      assertThat(silent.run().getLast()).isEqualTo("20 dead");
      assertThat(retrying(10, 5).run().getLast()).isEqualTo("35 dead");
    }
  }
}
