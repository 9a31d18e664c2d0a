package dev.vigil.protocol.sa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.crypto.ExchangeHash;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.informational.InformationalPayloads;
import dev.vigil.protocol.phase1.Phase1Result;
import dev.vigil.protocol.wire.ExchangeType;
import dev.vigil.protocol.wire.MessageEncoder;
import dev.vigil.protocol.wire.NotifyType;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A peer that has the keys and breaks the rules: authenticated input is hostile too. */
class HostilePeerTest {
  private final Pair pair = Pair.established();
  private final Phase1Result sa = pair.initiator.sa().established().orElseThrow();

  private IkeSa.Step informational(int messageId, Payload... payloads) {
    return received(
        Envelope.seal(
                sa,
                ExchangeType.INFORMATIONAL,
                messageId,
                Envelope.firstIv(sa, messageId),
                hashed(messageId, List.of(payloads)))
            .datagram());
  }

  private List<Payload> hashed(int messageId, List<Payload> payloads) {
    Octets hash =
        ExchangeHash.hash1(sa.hash(), sa.skeyidA(), messageId, MessageEncoder.chain(payloads));
    List<Payload> all = new ArrayList<>();
    all.add(new Payload.Hash(hash));
    all.addAll(payloads);
    return all;
  }

  private IkeSa.Step received(Octets datagram) {
    Path path = pair.responder.sa().path().orElseThrow();
    return pair.responder
        .sa()
        .step(new SaEvent.Received(datagram, path), pair.responder.context(pair.now()));
  }

  private static Payload notify(int type, Octets spi, String data) {
    return new Payload.Notification(1, 1, spi, type, Octets.ofHex(data));
  }

  private static List<Class<?>> kinds(IkeSa.Step step) {
    return step.effects().stream()
        .filter(it -> !(it instanceof SaEffect.Trace))
        .<Class<?>>map(Object::getClass)
        .toList();
  }

  /** CVE-2023-38712: a second Delete for what is gone already. */
  @Test
  void aRepeatedDeleteFindsNothing() {
    Payload delete = InformationalPayloads.deleteSa(sa.cookies());
    IkeSa.Step step = informational(1, delete, delete);

    assertThat(kinds(step)).containsExactly(SaEffect.Closed.class);
    IkeSa.Step again =
        step.next()
            .step(
                new SaEvent.Received(Octets.EMPTY, pair.responder.sa().path().orElseThrow()),
                pair.responder.context(pair.now()));
    assertThat(again.effects()).containsExactly(new SaEffect.Dropped(DropReason.UNKNOWN_SA));
  }

  /** One byte of message ID, and none at all, as one client has them in its Deletes. */
  @Test
  void smallMessageIdsAreTaken() {
    for (int messageId : new int[] {0, 1, 0xff}) {
      IkeSa.Step step = informational(messageId, InformationalPayloads.deleteSa(sa.cookies()));
      assertThat(step.next().isEnded()).isTrue();
    }
  }

  @Test
  void aDeleteOfAnotherSaIsNotObeyed() {
    Payload other = new Payload.Delete(1, 1, 16, List.of(Octets.ofHex("00".repeat(15) + "01")));
    Payload odd = new Payload.Delete(1, 1, 4, List.of(Octets.ofHex("00000001")));

    assertThat(informational(1, other).next().isEnded()).isFalse();
    assertThat(informational(2, odd).next().isEnded()).isFalse();
  }

  /** Only its message ID is remembered, by whoever owns the SA next as well. */
  @Test
  void whatNeedsNoAnswerIsIgnored() {
    assertIgnored(informational(1));
    assertIgnored(informational(2, notify(12345, Octets.EMPTY, "")));
    assertIgnored(informational(3, notify(40500, Octets.EMPTY, "00")));
    assertIgnored(informational(4, new Payload.Unknown(200, Octets.EMPTY)));
    assertIgnored(informational(5, notify(14, Octets.EMPTY, "")));
  }

  private static void assertIgnored(IkeSa.Step step) {
    assertThat(kinds(step)).containsExactly(SaEffect.Checkpoint.class);
  }

  @Test
  void aMalformedProbeIsNotAnswered() {
    Octets spi = sa.cookies().octets();

    assertIgnored(informational(1, notify(NotifyType.R_U_THERE, spi, "0001")));
    assertIgnored(informational(2, notify(NotifyType.R_U_THERE, spi, "0000000001")));
    assertIgnored(informational(3, notify(NotifyType.R_U_THERE, Octets.EMPTY, "00000001")));
  }

  @Test
  void aProbeWithItsHashBehindItIsAnswered() {
    Payload probe = notify(NotifyType.R_U_THERE, sa.cookies().octets(), "00000001");
    Octets asSent = MessageEncoder.chain(List.of(probe, new Payload.Hash(Octets.EMPTY)));
    Octets covered = asSent.slice(0, asSent.length() - 4);
    Octets hash = ExchangeHash.hash1(sa.hash(), sa.skeyidA(), 9, covered);
    List<Payload> reversed = List.of(probe, new Payload.Hash(hash));
    Octets datagram =
        Envelope.seal(sa, ExchangeType.INFORMATIONAL, 9, Envelope.firstIv(sa, 9), reversed)
            .datagram();

    assertThat(kinds(received(datagram))).containsExactly(SaEffect.Transmit.class);
  }

  @Test
  void theRoutersOldKeepaliveIsAnswered() {
    assertThat(kinds(informational(1, notify(NotifyType.IOS_KEEP_ALIVE_REQ, Octets.EMPTY, "07"))))
        .containsExactly(SaEffect.Checkpoint.class, SaEffect.Transmit.class);
  }

  @Test
  void aWrongHashIsAsGoodAsNone() {
    List<Payload> payloads = hashed(1, List.of(InformationalPayloads.deleteSa(sa.cookies())));
    IkeSa before = pair.responder.sa();
    for (List<Payload> wrong :
        List.of(
            payloads.subList(1, 2),
            List.of(payloads.get(0), payloads.get(0), payloads.get(1)),
            List.of(new Payload.Hash(Octets.EMPTY), payloads.get(1)),
            hashed(2, payloads.subList(1, 2)))) {
      IkeSa.Step step =
          received(
              Envelope.seal(sa, ExchangeType.INFORMATIONAL, 1, Envelope.firstIv(sa, 1), wrong)
                  .datagram());
      assertThat(step.next()).isEqualTo(before);
      assertThat(kinds(step)).containsExactly(SaEffect.Dropped.class);
    }
  }

  /** An ID type, a nonce, a proposal that make no sense end a Quick Mode and nothing else. */
  @Test
  void aQuickModeOfNonsenseIsRefused() {
    List<Payload> nonsense =
        List.of(
            new Payload.SecurityAssociation(1, 1, List.of()),
            new Payload.Nonce(Octets.EMPTY),
            new Payload.Identification(99, 255, 65535, Octets.EMPTY));
    for (int length = 1; length <= nonsense.size(); length++) {
      int messageId = length;
      List<Payload> payloads = hashed(messageId, nonsense.subList(0, length));
      Octets datagram =
          Envelope.seal(
                  sa, ExchangeType.QUICK_MODE, messageId, Envelope.firstIv(sa, messageId), payloads)
              .datagram();
      IkeSa.Step step = received(datagram);
      assertThat(step.next().established()).isPresent();
      assertThat(step.effects()).noneMatch(SaEffect.ChildEstablished.class::isInstance);
    }
  }

  /** Used message IDs are remembered within a bound; beyond it a new IKE SA is asked for. */
  @Test
  void messageIdsAreRememberedWithinABound() {
    IkeSa sa1 = pair.responder.sa();
    Path path = sa1.path().orElseThrow();
    int refused = 0;
    int rekeys = 0;
    for (int i = 1; i <= SpentMessageIds.CAPACITY + 100; i++) {
      Octets datagram =
          Envelope.informational(sa, i, InformationalPayloads.deleteChildren(List.of(i)));
      IkeSa.Step step =
          sa1.step(new SaEvent.Received(datagram, path), pair.responder.context(pair.now()));
      sa1 = step.next();
      refused += (int) kinds(step).stream().filter(SaEffect.Dropped.class::equals).count();
      rekeys += (int) kinds(step).stream().filter(SaEffect.RekeyDue.class::equals).count();
    }
    assertThat(refused).isEqualTo(100);
    assertThat(rekeys).isEqualTo(1);
    pair.run(Duration.ofSeconds(15));
    assertThat(pair.responder.established()).isTrue();
  }
}
