package dev.vigil.protocol.sa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.informational.InformationalPayloads;
import dev.vigil.protocol.quickmode.ChildRequest;
import dev.vigil.protocol.quickmode.QuickMode;
import dev.vigil.protocol.wire.Attribute;
import dev.vigil.protocol.wire.ExchangeType;
import dev.vigil.protocol.wire.NotifyType;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import dev.vigil.protocol.wire.Proposal;
import dev.vigil.protocol.wire.Transform;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Published attacks on other IKEv1 daemons by a peer that has authenticated itself. */
class KnownInsiderAttackTest {
  private static final int AES = 12;
  private static final Attribute HMAC_SHA1 = Attribute.basic(5, 2);

  private final Pair pair = Pair.established();
  private final Insider insider = new Insider(pair);

  private static Payload.Notification notify(int type, Octets spi, String data) {
    return new Payload.Notification(1, 1, spi, type, Octets.ofHex(data));
  }

  private static <E extends SaEffect> long count(IkeSa.Step step, Class<E> kind) {
    return step.effects().stream().filter(kind::isInstance).count();
  }

  /** Message 1 of a Quick Mode that is accepted as it is. */
  static List<Payload> quickMode(Pair pair, Insider insider, int messageId) {
    ChildRequest request = Pair.offer(Pair.SITE).request(0x4001);
    return QuickMode.initiate(
            insider.sa, request, messageId, pair.initiator.context(pair.now()).entropy())
        .reply();
  }

  private IkeSa.Step quickModeWith(int messageId, Class<? extends Payload> kind, Payload instead) {
    List<Payload> payloads = new ArrayList<>(quickMode(pair, insider, messageId));
    payloads.removeFirst();
    for (int i = payloads.size() - 1; i >= 0; i--) {
      if (kind.isInstance(payloads.get(i))) {
        payloads.set(i, instead);
        break;
      }
    }
    return insider.tried(insider.hashed(ExchangeType.QUICK_MODE, messageId, payloads));
  }

  private static void refusedAlone(IkeSa.Step step) {
    assertThat(step.next().established()).isPresent();
    assertThat(step.effects())
        .noneMatch(SaEffect.ChildEstablished.class::isInstance)
        .noneMatch(SaEffect.Closed.class::isInstance);
    assertThat(step.next().exchanges()).isZero();
    assertThat(Insider.replies(step)).hasSizeLessThanOrEqualTo(1);
    assertThat(Insider.replies(step))
        .allMatch(reply -> reply.at(18) == ExchangeType.INFORMATIONAL.code() && reply.at(19) == 1);
  }

  /** The tests below mean something only because this one is accepted. */
  @Test
  void theSameMessageUnspoiltIsAnswered() {
    List<Payload> payloads = quickMode(pair, insider, 7);
    IkeSa.Step step =
        insider.tried(
            insider.hashed(ExchangeType.QUICK_MODE, 7, payloads.subList(1, payloads.size())));
    assertThat(step.next().exchanges()).isEqualTo(1);
    assertThat(Insider.replies(step)).singleElement().matches(reply -> reply.at(18) == 32);
  }

  /**
   * libreswan acted on a notify, such as a second Delete, behind a Delete of the very SA, which was
   * gone by then.
   */
  @Test
  void cve202338712NothingBehindTheDeleteOfItsOwnSaIsObeyed() {
    Payload delete = InformationalPayloads.deleteSa(insider.sa.cookies());
    Octets spi = insider.sa.cookies().octets();
    List<Payload> after =
        List.of(
            delete,
            notify(NotifyType.R_U_THERE, spi, "00000001"),
            notify(NotifyType.R_U_THERE_ACK, spi, "00000001"),
            notify(NotifyType.INITIAL_CONTACT, spi, ""),
            notify(NotifyType.NO_PROPOSAL_CHOSEN, spi, ""),
            notify(NotifyType.IOS_KEEP_ALIVE_REQ, spi, "00"),
            InformationalPayloads.deleteChildren(List.of(1, 2)));
    List<Payload> all = new ArrayList<>(after);
    all.addFirst(delete);
    IkeSa.Step step = insider.tried(insider.hashed(ExchangeType.INFORMATIONAL, 1, all));

    assertThat(step.next().isEnded()).isTrue();
    assertThat(count(step, SaEffect.Closed.class)).isEqualTo(1);
    assertThat(Insider.replies(step)).isEmpty();
    assertThat(count(step, SaEffect.InitialContact.class)).isZero();
    assertThat(count(step, SaEffect.PeerDeletedChildren.class)).isZero();
    IkeSa.Step later =
        step.next()
            .step(
                new SaEvent.Received(
                    insider.hashed(ExchangeType.INFORMATIONAL, 2, after),
                    pair.responder.sa().path().orElseThrow()),
                pair.responder.context(pair.now()));
    assertThat(later.effects()).containsExactly(new SaEffect.Dropped(DropReason.UNKNOWN_SA));
  }

  /** libreswan was not ready for an IDcr that is a name where it had configured an address. */
  @Test
  void cve202338711EveryTypeOfClientIdentityThatIsNotOursIsRefused() {
    List<Octets> data = new ArrayList<>();
    data.add(Octets.ofHex("736974652e6578616d706c65"));
    for (int length : new int[] {0, 1, 3, 4, 5, 7, 8, 15, 16, 31, 32, 33, 255}) {
      data.add(Octets.wrap(new byte[length]));
    }
    // IPv4 addresses in IPv6's clothes, which Java takes for IPv4 addresses.
    data.add(Octets.ofHex("00000000000000000000ffff0a020001"));
    data.add(Octets.ofHex("00000000000000000000ffff0a020000" + "ff".repeat(14) + "0000"));
    data.add(Octets.ofHex("00000000000000000000ffff0a020000" + "ffff0000" + "00".repeat(12)));
    int messageId = 1;
    for (int type = 0; type <= 255; type++) {
      for (Octets each : data) {
        Payload id = new Payload.Identification(type, 0, 0, each);
        refusedAlone(quickModeWith(messageId++, Payload.Identification.class, id));
      }
    }
  }

  /** libreswan asserted that whatever it had agreed to needs a key: some transforms need none. */
  @Test
  void cve20243652NoTransformWithoutKeyMaterialIsAgreedTo() {
    List<List<Attribute>> wishes = new ArrayList<>();
    for (int keyBits : new int[] {-1, 0, 1, 127, 129, 160, 0xffff}) {
      for (int authentication : new int[] {-1, 0, 1, 2, 3, 4, 9, 13, 250, 0xffff}) {
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(Attribute.basic(4, 1));
        if (keyBits >= 0) {
          attributes.add(Attribute.basic(6, keyBits));
        }
        if (authentication >= 0) {
          attributes.add(Attribute.basic(5, authentication));
        }
        wishes.add(attributes);
      }
    }
    int messageId = 1;
    for (List<Attribute> attributes : wishes) {
      for (int id = 0; id <= 255; id++) {
        boolean configured = id == AES && attributes.contains(HMAC_SHA1);
        boolean agreeable =
            configured && attributes.stream().allMatch(KnownInsiderAttackTest::is128Bits);
        Payload sa =
            new Payload.SecurityAssociation(
                1,
                1,
                List.of(
                    new Proposal(
                        1,
                        Proposal.ESP,
                        Octets.ofHex("00004001"),
                        List.of(new Transform(1, id, attributes)))));
        IkeSa.Step step = quickModeWith(messageId++, Payload.SecurityAssociation.class, sa);
        if (agreeable) {
          assertThat(step.next().exchanges()).isEqualTo(1);
        } else {
          refusedAlone(step);
        }
      }
    }
  }

  /** Zero, as some say it, stands for the default (RFC 3602 §5.3). */
  private static boolean is128Bits(Attribute attribute) {
    return attribute.type() != 6 || attribute.number() == 128 || attribute.number() == 0;
  }

  /**
   * libreswan did not verify the hash of encrypted Informational messages, so an altered ciphertext
   * was obeyed; racoon (CVE-2004-0164) did not either, of Delete and of INITIAL-CONTACT.
   */
  @Test
  void cve201910155NoAlteredCiphertextIsObeyed() {
    Octets spi = insider.sa.cookies().octets();
    for (Payload payload :
        List.of(
            InformationalPayloads.deleteSa(insider.sa.cookies()),
            notify(NotifyType.INITIAL_CONTACT, spi, ""))) {
      Octets datagram = insider.hashed(ExchangeType.INFORMATIONAL, 5, List.of(payload));
      assertThat(insider.tried(datagram).next()).isNotEqualTo(pair.responder.sa());
      for (int bit = 28 * 8; bit < datagram.length() * 8; bit++) {
        byte[] altered = datagram.toArray();
        altered[bit / 8] ^= (byte) (1 << bit % 8);
        IkeSa.Step step = insider.tried(Octets.wrap(altered));
        assertThat(step.next()).isEqualTo(pair.responder.sa());
        assertThat(Insider.replies(step)).isEmpty();
      }
    }
  }

  /** Exchanges that are not served, encrypted and authentic: nothing happens. */
  @Test
  void otherExchangesUnderAnSaAreDropped() {
    Random random = new Random(1);
    for (ExchangeType exchange : ExchangeType.values()) {
      if (exchange == ExchangeType.QUICK_MODE || exchange == ExchangeType.INFORMATIONAL) {
        continue;
      }
      List<Payload> payloads = quickMode(pair, insider, 9);
      IkeSa.Step step =
          insider.tried(
              insider.hashed(exchange, random.nextInt(), payloads.subList(1, payloads.size())));
      assertThat(step.next()).isEqualTo(pair.responder.sa());
      assertThat(Insider.replies(step)).isEmpty();
    }
  }

  @Test
  void aClientOutsideTheAccessListGetsNoTunnel() {
    Payload all = new Payload.Identification(4, 0, 0, Octets.ofHex("0000000000000000"));
    refusedAlone(quickModeWith(3, Payload.Identification.class, all));
  }
}
