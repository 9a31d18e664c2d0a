package dev.vigil.protocol.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.dpd.DpdEffect;
import dev.vigil.protocol.dpd.DpdEvent;
import dev.vigil.protocol.dpd.DpdMachine;
import dev.vigil.protocol.dpd.DpdSettings;
import dev.vigil.protocol.dpd.DpdState;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.exchange.Role;
import dev.vigil.protocol.wire.LivenessProtocol;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The router's own trace, from the DPD machine and the trace events alone.
 *
 * <p>About its milliseconds. The router counts time in ticks of 4 ms (all its stamps are 3 modulo
 * 4). An R-U-THERE costs it 12 ms: the timer fires and the node is made, 8 ms later the message is
 * encrypted and sent, 4 ms later the state is shown. It arms the retry timer when it has sent the
 * probe, and when it is done with a retry, each time for exactly 2 s: so the probe of :35.335 is
 * sent at :35.343 and missed at :37.343, and the retries follow every 2.012 s. A machine that takes
 * no time for its work would show the same grid at exactly 2 s; both are tested.
 */
class RouterTraceTest {
  private static final DpdSettings TEN_SECONDS = DpdSettings.periodic(Duration.ofSeconds(10));
  private static final Duration TO_SENT = Duration.ofMillis(8);
  private static final Duration TO_DONE = Duration.ofMillis(12);
  private static final Instant FIRST_PROBE = Instant.parse("2006-03-25T15:47:35.335Z");
  private static final TraceFormat FORMAT = new TraceFormat(ZoneOffset.UTC);
  private static final TraceContext CONTEXT =
      new TraceContext(
          1,
          Role.INITIATOR,
          new Path(
              new InetSocketAddress("10.1.32.14", 500),
              new InetSocketAddress("10.2.80.209", 500),
              false));

  /** Lines of the router's memory, and one of an exchange before the excerpt. */
  private static final Pattern LEFT_OUT =
      Pattern.compile("Unlocking|peer_reap|received ke message|purging node 1515050537");

  private final List<String> log = new ArrayList<>();
  private int nextNode = -90798077;

  private void show(TraceEvent event, Instant time) {
    log.addAll(FORMAT.format(event, CONTEXT, time));
  }

  private static DpdState watchingUntil(Instant probe) {
    Instant start = probe.minus(TEN_SECONDS.interval());
    return DpdMachine.step(DpdState.initial(TEN_SECONDS, 9, start), new DpdEvent.Enabled(-1), start)
        .next();
  }

  /** The silent peer, in the router's time: every line and every firing of a timer. */
  @Test
  @DisplayName("The above message shows what happens when the remote peer is unreachable.")
  void theSilentPeerReadsAsOnTheRouter() {
    DpdState state = watchingUntil(FIRST_PROBE);
    while (DpdMachine.nextDeadline(state).isPresent()) {
      Instant fired = DpdMachine.nextDeadline(state).orElseThrow();
      boolean probe = state.phase() == DpdState.Phase.WATCHING;
      Instant armed = fired.plus(probe ? TO_SENT : TO_DONE);
      DpdMachine.Step step = DpdMachine.step(state, new DpdEvent.Deadline(), armed);
      step.effects().forEach(effect -> show(effect, fired));
      state = step.next();
    }

    RouterLog router = RouterLog.ofResource("router-silent-peer.txt").without(LEFT_OUT);
    RouterLog ours = RouterLog.of(log);
    assertThat(ours.comparable()).containsExactlyElementsOf(router.comparable());
    String timer = "incrementing error counter";
    assertThat(ours.timesOf(timer)).containsExactlyElementsOf(router.timesOf(timer)).hasSize(5);
    assertThat(ours.timesOf("sending packet").subList(0, 5))
        .containsExactlyElementsOf(router.timesOf("sending packet").subList(0, 5));
    assertThat(ours.timesOf("not responding!")).isEqualTo(router.timesOf("not responding!"));
  }

  private void show(DpdEffect effect, Instant fired) {
    switch (effect) {
      case DpdEffect.CountError count -> show(new DpdTrace.ErrorCounted(), fired);
      case DpdEffect.SendRUThere(int number, int attempt) -> {
        List<TraceEvent> events = DpdTrace.probe(nextNode++, attempt);
        show(events.get(0), fired);
        show(events.get(1), fired.plus(TO_SENT));
        show(events.get(2), fired.plus(TO_SENT));
        show(events.get(3), fired.plus(TO_DONE));
      }
      case DpdEffect.DeclareDead dead -> {
        show(new DpdTrace.NotResponding(LivenessProtocol.DPD), fired);
        ClosingTrace.close(
                "peers alive",
                List.of(new ClosingTrace.SessionStatus(false, "10.2.80.209")),
                nextNode++,
                Input.PEERS_ALIVE,
                List.of(-1067612752, -114443536, 2116015069, -1981865558),
                List.of(0x3A7B69BF))
            .forEach(event -> show(event, fired));
      }
      case DpdEffect.SendAck ack -> throw new AssertionError(ack);
      case DpdEffect.Acknowledged ack -> throw new AssertionError(ack);
      case DpdEffect.Dropped dropped -> throw new AssertionError(dropped);
    }
  }

  /** Without the router's own delays: a try every 2 s to the millisecond, dead after the fifth. */
  @Test
  void theScheduleIsExactWhereWorkTakesNoTime() {
    DpdState state = watchingUntil(FIRST_PROBE);
    List<String> schedule = new ArrayList<>();
    while (DpdMachine.nextDeadline(state).isPresent()) {
      Instant now = DpdMachine.nextDeadline(state).orElseThrow();
      DpdMachine.Step step = DpdMachine.step(state, new DpdEvent.Deadline(), now);
      step.effects().forEach(effect -> schedule.add(FORMAT.stamp(now) + " " + effect));
      state = step.next();
    }

    assertThat(schedule)
        .containsExactly(
            "*Mar 25 15:47:35.335 SendRUThere[number=9, attempt=0]",
            "*Mar 25 15:47:37.335 CountError[count=1]",
            "*Mar 25 15:47:37.335 SendRUThere[number=9, attempt=1]",
            "*Mar 25 15:47:39.335 CountError[count=2]",
            "*Mar 25 15:47:39.335 SendRUThere[number=10, attempt=2]",
            "*Mar 25 15:47:41.335 CountError[count=3]",
            "*Mar 25 15:47:41.335 SendRUThere[number=10, attempt=3]",
            "*Mar 25 15:47:43.335 CountError[count=4]",
            "*Mar 25 15:47:43.335 SendRUThere[number=11, attempt=4]",
            "*Mar 25 15:47:45.335 CountError[count=5]",
            "*Mar 25 15:47:45.335 DeclareDead[]");
  }

  @Test
  @DisplayName(
      "The above message corresponds to sending the DPD R_U_THERE message. […] The above message"
          + " corresponds to receiving the acknowledge (ACK) message from the peer.")
  void theAnsweringPeerReadsAsOnTheRouter() {
    Instant enabled = Instant.parse("2006-03-25T15:17:14.131Z");
    show(new DpdTrace.Enabled(LivenessProtocol.DPD), enabled);
    List<TraceEvent> probe = DpdTrace.probe(899852982, 0);
    probe.subList(1, probe.size()).forEach(event -> show(event, enabled)); // as the excerpt begins
    DpdTrace.ack(LivenessProtocol.DPD, -443923643, 9).forEach(event -> show(event, enabled));

    RouterLog router = RouterLog.ofResource("router-answering-peer.txt");
    assertThat(RouterLog.of(log).comparable()).containsExactlyElementsOf(router.comparable());
  }

  @Test
  void linesCarryTheTagAndTimeOfTheirEra() {
    show(new DpdTrace.AckReceived(LivenessProtocol.DPD, 9), FIRST_PROBE);
    show(new ExchangeTrace.Received(MessageState.QM_IDLE), FIRST_PROBE);
    show(new ExchangeTrace.ProcessingNotify("R_U_THERE_ACK", 1, 0, -443923643), FIRST_PROBE);

    assertThat(log)
        .containsExactly(
            "*Mar 25 15:47:35.335: ISAKMP:(0:1:SW:1): DPD/R_U_THERE_ACK received from peer"
                + " 10.2.80.209, sequence 0x9",
            "*Mar 25 15:47:35.335: ISAKMP (0:134217729): received packet from 10.2.80.209 dport 500"
                + " sport 500 Global (I) QM_IDLE",
            "*Mar 25 15:47:35.335: ISAKMP:(0:1:SW:1): processing NOTIFY R_U_THERE_ACK protocol 1",
            "\tspi 0, message ID = -443923643, sa = 00000001");
  }

  @Test
  void timesAreShownInTheGivenZoneAndTwoPlacesForTheDay() {
    TraceFormat tokyo = new TraceFormat(ZoneId.of("Asia/Tokyo"));

    assertThat(tokyo.stamp(Instant.parse("2026-02-28T15:04:05.006Z")))
        .isEqualTo("*Mar  1 00:04:05.006");
  }

  @Test
  void whatAPeerCallsItselfCannotSteerATerminal() {
    show(new ClosingTrace.SessionStatus(true, "a\r\n*Mar 1 forged\u001b[2J\u202e"), FIRST_PROBE);

    assertThat(log)
        .containsExactly(
            "*Mar 25 15:47:35.335: %CRYPTO-5-SESSION_STATUS: Crypto tunnel is UP.  Peer"
                + " 10.2.80.209:500       Id: a??*Mar 1 forged?[2J?");
  }
}
