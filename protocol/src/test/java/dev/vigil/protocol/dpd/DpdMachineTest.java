package dev.vigil.protocol.dpd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.dpd.DpdEffect.Acknowledged;
import dev.vigil.protocol.dpd.DpdEffect.CountError;
import dev.vigil.protocol.dpd.DpdEffect.DeclareDead;
import dev.vigil.protocol.dpd.DpdEffect.Dropped;
import dev.vigil.protocol.dpd.DpdEffect.Reason;
import dev.vigil.protocol.dpd.DpdEffect.SendAck;
import dev.vigil.protocol.dpd.DpdEffect.SendRUThere;
import dev.vigil.protocol.dpd.DpdEvent.AckReceived;
import dev.vigil.protocol.dpd.DpdEvent.Deadline;
import dev.vigil.protocol.dpd.DpdEvent.Enabled;
import dev.vigil.protocol.dpd.DpdEvent.OutboundTraffic;
import dev.vigil.protocol.dpd.DpdEvent.ProofOfLife;
import dev.vigil.protocol.dpd.DpdEvent.RequestReceived;
import dev.vigil.protocol.dpd.DpdEvent.Source;
import dev.vigil.protocol.dpd.DpdState.Phase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Every event in every phase. */
class DpdMachineTest {
  private static final Instant START = Instant.parse("2026-03-25T15:17:14.131Z");
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final int FIRST = 100;
  private static final int WHOLE_INTERVAL = -1;

  private final DpdSettings periodic = DpdSettings.periodic(INTERVAL);
  private final DpdSettings onDemand = DpdSettings.onDemand(INTERVAL);

  private DpdState watching(DpdSettings settings) {
    return step(DpdState.initial(settings, FIRST, START), new Enabled(WHOLE_INTERVAL), 0).next();
  }

  private DpdState asking() {
    return step(watching(periodic), new Deadline(), 10_000).next();
  }

  private static DpdMachine.Step step(DpdState state, DpdEvent event, long atMillis) {
    return DpdMachine.step(state, event, START.plusMillis(atMillis));
  }

  private static OutboundTraffic outbound(long atMillis) {
    return new OutboundTraffic(START.plusMillis(atMillis));
  }

  private static ProofOfLife life(Source source, long atMillis) {
    return new ProofOfLife(source, START.plusMillis(atMillis));
  }

  private static void assertNextAt(DpdState state, long atMillis) {
    assertThat(DpdMachine.nextDeadline(state)).contains(START.plusMillis(atMillis));
  }

  @Test
  void nothingIsAskedBeforeEnabled() {
    DpdState state = DpdState.initial(periodic, FIRST, START);

    assertThat(DpdMachine.nextDeadline(state)).isEmpty();
    assertThat(step(state, new Deadline(), 3_600_000).effects()).isEmpty();
    assertThat(step(state, outbound(3_600_000), 3_600_000).effects()).isEmpty();
    assertThat(step(state, new RequestReceived(7), 20).effects()).containsExactly(new SendAck(7));
  }

  @Test
  void enabledTwiceKeepsTheFirstPlan() {
    DpdState state = watching(periodic);

    assertThat(step(state, new Enabled(0), 5_000).next()).isEqualTo(state);
    assertThat(step(asking(), new Enabled(0), 10_500).next()).isEqualTo(asking());
  }

  @Test
  void theSpreadChoosesAPartOfTheFirstInterval() {
    DpdState off = DpdState.initial(periodic, FIRST, START);

    assertNextAt(step(off, new Enabled(WHOLE_INTERVAL), 0).next(), 10_000);
    assertNextAt(step(off, new Enabled(0x7fff_ffff), 0).next(), 5_000);
    assertNextAt(step(off, new Enabled(0), 0).next(), 0);
  }

  @Test
  void theFirstNumberHasItsHighBitClear() {
    assertThat(DpdState.initial(periodic, 0xffff_fff0, START).probes().probe().last())
        .isEqualTo(0x7fff_fff0);
  }

  @Test
  void silenceIsAskedAfter() {
    DpdMachine.Step step = step(watching(periodic), new Deadline(), 10_000);

    assertThat(step.effects()).containsExactly(new SendRUThere(FIRST, 0));
    assertThat(step.next().phase()).isEqualTo(Phase.ASKING);
    assertNextAt(step.next(), 12_000);
  }

  @Test
  void anAnswerKeepsThePhaseOfThePeriodicProbes() {
    DpdMachine.Step step = step(asking(), new AckReceived(FIRST), 10_016);

    assertThat(step.effects()).containsExactly(new Acknowledged(FIRST, Duration.ofMillis(16)));
    assertThat(step.next().phase()).isEqualTo(Phase.WATCHING);
    assertThat(step.next().heard()).isEqualTo(START.plusMillis(10_016));
    assertNextAt(step.next(), 20_000);
    assertThat(step(step.next(), new Deadline(), 20_000).effects())
        .containsExactly(new SendRUThere(FIRST + 1, 0));
  }

  @Test
  void theFifthUnansweredTryEndsIt() {
    DpdState state = asking();
    int[] numbers = {FIRST, FIRST, FIRST + 1, FIRST + 1, FIRST + 2};
    for (int error = 1; error <= 4; error++) {
      DpdMachine.Step step = step(state, new Deadline(), 10_000 + 2_000L * error);
      assertThat(step.effects())
          .containsExactly(new CountError(error), new SendRUThere(numbers[error], error));
      assertThat(step.next().errors()).isEqualTo(error);
      state = step.next();
    }
    DpdMachine.Step last = step(state, new Deadline(), 20_000);

    assertThat(last.effects()).containsExactly(new CountError(5), new DeclareDead());
    assertThat(last.next().phase()).isEqualTo(Phase.DEAD);
    assertThat(DpdMachine.nextDeadline(last.next())).isEmpty();
  }

  @Test
  void theDeadAreNotHeardAnyMore() {
    DpdState dead = step(asking(), new Deadline(), 12_000).next();
    for (int at = 14_000; at <= 20_000; at += 2_000) {
      dead = step(dead, new Deadline(), at).next();
    }

    assertThat(step(dead, new AckReceived(FIRST), 20_001).effects())
        .containsExactly(new Dropped(Reason.AFTER_DEATH));
    assertThat(step(dead, new RequestReceived(1), 20_001).effects())
        .containsExactly(new Dropped(Reason.AFTER_DEATH));
    for (DpdEvent event :
        new DpdEvent[] {
          new Deadline(), new Enabled(0), life(Source.IKE, 99_000), outbound(99_000)
        }) {
      assertThat(step(dead, event, 99_000))
          .isEqualTo(new DpdMachine.Step(dead, java.util.List.of()));
    }
  }

  @Test
  void anyNumberOfTheRunningScheduleIsAnAnswer() {
    DpdState state = step(asking(), new Deadline(), 12_000).next();
    state = step(state, new Deadline(), 14_000).next();

    assertThat(step(state, new AckReceived(FIRST), 14_500).next().phase())
        .isEqualTo(Phase.WATCHING);
    assertThat(step(state, new AckReceived(FIRST + 1), 14_500).next().phase())
        .isEqualTo(Phase.WATCHING);
    for (int number : new int[] {FIRST - 1, FIRST + 2, 0, Integer.MIN_VALUE}) {
      DpdMachine.Step step = step(state, new AckReceived(number), 14_500);
      assertThat(step.effects()).containsExactly(new Dropped(Reason.ACK_NOT_OUTSTANDING));
      assertThat(step.next()).isEqualTo(state);
    }
  }

  @Test
  void aRepeatedAnswerIsDropped() {
    DpdState answered = step(asking(), new AckReceived(FIRST), 10_016).next();
    DpdState askingAgain = step(answered, new Deadline(), 20_000).next();

    assertThat(step(answered, new AckReceived(FIRST), 10_017).effects())
        .containsExactly(new Dropped(Reason.ACK_NOT_OUTSTANDING));
    assertThat(step(askingAgain, new AckReceived(FIRST), 20_001).effects())
        .containsExactly(new Dropped(Reason.ACK_NOT_OUTSTANDING));
  }

  @Test
  void anAnswerAfterAnotherSignOfLifeMovesTheNumberOnly() {
    DpdState heard = step(asking(), life(Source.IKE, 10_500), 10_500).next();
    DpdMachine.Step late = step(heard, new AckReceived(FIRST), 13_000);

    assertThat(late.effects()).isEmpty();
    assertNextAt(late.next(), 20_500);
    assertThat(step(late.next(), new Deadline(), 20_500).effects())
        .containsExactly(new SendRUThere(FIRST + 1, 0));
    assertThat(step(heard, new Deadline(), 20_500).effects())
        .as("without it the number goes out its second time")
        .containsExactly(new SendRUThere(FIRST, 0));
  }

  @Test
  void signsOfLifeOnlyStampAndTheDeadlineSeesTheStamp() {
    DpdState state = step(watching(periodic), life(Source.IKE, 4_000), 4_000).next();

    assertThat(step(state, new Deadline(), 10_000).effects()).isEmpty();
    assertNextAt(step(state, new Deadline(), 10_000).next(), 14_000);
  }

  @Test
  void espCountsOnlyWhereTheSettingSaysSo() {
    DpdSettings counting = new DpdSettings(INTERVAL, RETRY, DpdSettings.Mode.PERIODIC, true, false);
    DpdState deaf = watching(periodic);

    assertThat(step(deaf, life(Source.ESP, 4_000), 4_000).next()).isEqualTo(deaf);
    assertNextAt(step(deaf, life(Source.IKE, 4_000), 4_000).next(), 14_000);
    assertNextAt(step(watching(counting), life(Source.ESP, 4_000), 4_500).next(), 14_000);
  }

  @Test
  void aSignOfLifeEndsARunningSchedule() {
    DpdState retrying = step(asking(), new Deadline(), 12_000).next();
    DpdState alive = step(retrying, new RequestReceived(5), 12_500).next();

    assertThat(alive.phase()).isEqualTo(Phase.WATCHING);
    assertThat(alive.errors()).isZero();
    assertNextAt(alive, 22_500);
  }

  @Test
  void onDemandRestsAfterAnIntervalInWhichNothingWasSent() {
    DpdState state = watching(onDemand);
    DpdMachine.Step rest = step(state, new Deadline(), 10_000);

    assertNextAt(state, 10_000);
    assertThat(DpdMachine.awaitsTraffic(state)).isFalse();
    assertThat(rest.effects()).isEmpty();
    assertThat(DpdMachine.nextDeadline(rest.next())).isEmpty();
    assertThat(DpdMachine.awaitsTraffic(rest.next())).isTrue();
    assertThat(step(rest.next(), new Deadline(), 500_000).next()).isEqualTo(rest.next());
    DpdMachine.Step asked = step(rest.next(), outbound(500_000), 500_000);
    assertThat(asked.effects()).containsExactly(new SendRUThere(FIRST, 0));
    assertThat(DpdMachine.awaitsTraffic(asked.next())).isFalse();
  }

  @Test
  void onDemandALateDeadlineRestsToo() {
    DpdState rest = step(watching(onDemand), new Deadline(), 43_000).next();

    assertThat(DpdMachine.awaitsTraffic(rest)).isTrue();
  }

  @Test
  void onDemandWhatWasHeardMeanwhileEndsTheRest() {
    DpdState rest = step(watching(onDemand), new Deadline(), 10_000).next();
    DpdState heard = step(rest, life(Source.ESP, 15_000), 16_000).next();

    assertThat(DpdMachine.awaitsTraffic(heard)).isFalse();
    assertNextAt(heard, 25_000);
    assertThat(step(heard, outbound(16_000), 16_000).effects()).isEmpty();
  }

  @Test
  void onDemandWhatWasHeardLongAgoLeavesTheDoubt() {
    DpdState rest = step(watching(onDemand), new Deadline(), 10_000).next();
    DpdState heard = step(rest, life(Source.ESP, 12_000), 40_000).next();

    assertThat(DpdMachine.awaitsTraffic(heard)).isTrue();
    assertThat(step(heard, outbound(40_000), 40_000).effects())
        .containsExactly(new SendRUThere(FIRST, 0));
    assertThat(step(heard, outbound(11_000), 40_000).effects()).isEmpty();
  }

  @Test
  void onDemandTrafficThatStaysUnansweredIsDoubtedAfterTheInterval() {
    DpdState sent = step(watching(onDemand), outbound(3_000), 10_000).next();
    DpdState answered = step(sent, life(Source.ESP, 4_000), 10_000).next();
    DpdState sentAgain = step(answered, outbound(5_000), 10_000).next();

    assertNextAt(sent, 10_000);
    assertThat(step(sent, new Deadline(), 10_000).effects())
        .containsExactly(new SendRUThere(FIRST, 0));
    assertNextAt(answered, 14_000);
    assertThat(step(answered, new Deadline(), 14_000).effects()).isEmpty();
    assertNextAt(sentAgain, 14_000);
    assertThat(step(sentAgain, new Deadline(), 14_000).effects()).hasSize(1);
  }

  @Test
  void onDemandTheOrderInWhichStampsAreToldDoesNotMatter() {
    DpdState lost = step(watching(onDemand), life(Source.ESP, 3_000), 10_000).next();
    lost = step(lost, outbound(5_000), 10_000).next();
    DpdState turned = step(watching(onDemand), outbound(5_000), 10_000).next();
    turned = step(turned, life(Source.ESP, 3_000), 10_000).next();

    assertThat(turned).isEqualTo(lost);
    assertThat(step(turned, new Deadline(), 13_000).effects()).hasSize(1);
  }

  @Test
  void onDemandDataEndsTheRetriesWhateverTheSettingSays() {
    DpdState asking = step(watching(onDemand), outbound(9_000), 9_000).next();
    asking = step(asking, new Deadline(), 10_000).next();
    DpdState heard = step(asking, life(Source.ESP, 11_000), 12_000).next();

    assertThat(asking.phase()).isEqualTo(Phase.ASKING);
    assertThat(heard.phase()).isEqualTo(Phase.WATCHING);
    assertNextAt(heard, 21_000);
    assertThat(step(asking, life(Source.ESP, 0), 12_000).next())
        .as("what was told before is no news")
        .isEqualTo(asking);
  }

  @Test
  void onDemandALateDeadlineIsExcusedWhenSomethingWasSent() {
    DpdState sent = step(watching(onDemand), outbound(3_000), 12_000).next();
    DpdMachine.Step late = step(sent, new Deadline(), 12_000);

    assertThat(late.effects()).isEmpty();
    assertNextAt(late.next(), 20_000);
    assertThat(step(late.next(), new Deadline(), 20_000).effects()).hasSize(1);
  }

  @Test
  void onDemandNothingOfTheFutureIsBelieved() {
    DpdState sent = step(watching(onDemand), outbound(99_000), 3_000).next();
    DpdState heard = step(sent, life(Source.ESP, 98_000), 4_000).next();

    assertNextAt(heard, 14_000);
    assertThat(step(heard, new Deadline(), 14_000).effects()).isEmpty();
  }

  @Test
  void onDemandRetriesLikePeriodic() {
    DpdState rest = step(watching(onDemand), new Deadline(), 10_000).next();
    DpdState state = step(rest, outbound(60_000), 60_000).next();

    assertThat(step(state, new Deadline(), 62_000).effects())
        .containsExactly(new CountError(1), new SendRUThere(FIRST, 1));
    DpdState answered = step(state, new AckReceived(FIRST), 60_100).next();
    assertNextAt(answered, 70_100);
    assertThat(step(answered, outbound(70_099), 70_099).effects()).isEmpty();
    assertThat(DpdMachine.awaitsTraffic(step(answered, new Deadline(), 70_100).next())).isTrue();
  }

  @Test
  void aDeadlineThatComesFarTooLateIsExcusedOnce() {
    DpdState excused = step(asking(), new Deadline(), 14_000).next();

    assertThat(excused.errors()).isZero();
    assertNextAt(excused, 16_000);
    assertThat(step(excused, new Deadline(), 19_000).effects())
        .as("a node that is always late still counts")
        .containsExactly(new CountError(1), new SendRUThere(FIRST, 1));
    assertThat(step(asking(), new Deadline(), 13_999).effects()).hasSize(2);
  }

  @Test
  void probesThatWereMissedDuringAPauseKeepTheirPhase() {
    DpdState paused = step(watching(periodic), new Deadline(), 43_000).next();

    assertNextAt(paused, 50_000);
    assertThat(step(paused, new Deadline(), 50_000).effects()).hasSize(1);
    assertThat(step(paused, new Deadline(), 55_000).effects())
        .as("late again, yet not put off for ever")
        .hasSize(1);
  }

  @Test
  void aClockSetBackNeverSilencesTheWatchNorMovesItsPhase() {
    DpdState state = watching(periodic);
    DpdState later = step(state, life(Source.IKE, 8_000), 8_000).next();

    assertNextAt(step(later, new Deadline(), -3_600_000).next(), -3_592_000);
    assertNextAt(step(asking(), new Deadline(), -3_600_000).next(), -3_598_000);
  }

  @Test
  void numbersGoPastTheThirtyTwoBitBoundary() {
    ProbeNumbers at = new ProbeNumbers(-1, ProbeNumbers.SENDINGS, 0).probe();

    assertThat(at.last()).isZero();
    assertThat(at.awaits(0)).isTrue();
    assertThat(at.awaits(-1)).isFalse();
    ProbeNumbers top = new ProbeNumbers(Integer.MAX_VALUE, 2, Integer.MIN_VALUE).probe();
    assertThat(top.last()).isEqualTo(Integer.MIN_VALUE);
    assertThat(top.awaits(Integer.MIN_VALUE)).isTrue();
  }
}
