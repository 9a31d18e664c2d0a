package dev.vigil.protocol.quickmode;

import static dev.vigil.protocol.quickmode.TwoSides.MESSAGE_ID;
import static dev.vigil.protocol.quickmode.TwoSides.NOW;
import static dev.vigil.protocol.quickmode.TwoSides.arrived;
import static dev.vigil.protocol.quickmode.TwoSides.mirrored;
import static dev.vigil.protocol.quickmode.TwoSides.network;
import static dev.vigil.protocol.quickmode.TwoSides.offer;
import static dev.vigil.protocol.quickmode.TwoSides.proceeded;
import static dev.vigil.protocol.quickmode.TwoSides.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.config.ChildLifetime;
import dev.vigil.protocol.config.EspTransform;
import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.ExchangeHash;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.natt.NatTraversal;
import dev.vigil.protocol.wire.Attribute;
import dev.vigil.protocol.wire.IdType;
import dev.vigil.protocol.wire.MessageEncoder;
import dev.vigil.protocol.wire.NotifyType;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import dev.vigil.protocol.wire.Proposal;
import dev.vigil.protocol.wire.Transform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What cannot be agreed to gets the right notify, and what is not authentic gets nothing. */
class QuickModeRefusalTest {
  private static final EspTransform AES_SHA =
      new EspTransform(
          Optional.of(EncryptionAlgorithm.AES_CBC_128), Optional.of(HashAlgorithm.SHA1), true);
  private static final ChildOffer MINE =
      offer(network("10.1.0.0", 16), network("10.2.3.0", 24), Optional.empty(), AES_SHA);
  private static final int SPI = 0x7654_3210;

  private final TwoSides sides = TwoSides.of(2, HashAlgorithm.SHA1, NatTraversal.NO_NAT);

  /** Message 1 with some payloads changed and its hash right. */
  private List<Payload> forged(UnaryOperator<List<Payload>> change) {
    List<Payload> payloads = new ArrayList<>(sides.begin(MINE.request(SPI)).reply().subList(1, 5));
    List<Payload> changed = new ArrayList<>(change.apply(payloads));
    Octets hash =
        ExchangeHash.hash1(
            sides.initiator().hash(),
            sides.initiator().skeyidA(),
            MESSAGE_ID,
            MessageEncoder.chain(changed));
    changed.addFirst(new Payload.Hash(hash));
    return changed;
  }

  private QuickModeStep.Refused refusalOf(UnaryOperator<List<Payload>> change) {
    return refused(sides.answer(forged(change), mirrored(MINE)));
  }

  private QuickModeStep.Refused refusalOf(Payload.SecurityAssociation sa) {
    return refusalOf(payloads -> {
      payloads.set(0, sa);
      return payloads;
    });
  }

  private static Payload.SecurityAssociation association(Proposal... proposals) {
    return new Payload.SecurityAssociation(1, 1, List.of(proposals));
  }

  private static Proposal proposal(int number, int protocol, Transform... transforms) {
    return new Proposal(number, protocol, Octets.ofInt(SPI), List.of(transforms));
  }

  private static Transform aesSha(Attribute... more) {
    List<Attribute> attributes =
        new ArrayList<>(
            List.of(
                Attribute.basic(4, 1),
                Attribute.basic(5, 2),
                Attribute.basic(6, 128),
                Attribute.basic(1, 1),
                Attribute.basic(2, 3600)));
    attributes.addAll(List.of(more));
    return new Transform(1, 12, attributes);
  }

  @Test
  void anUntouchedForgeryIsAccepted() {
    proceeded(sides.answer(forged(payloads -> payloads), mirrored(MINE)));
    proceeded(
        sides.answer(
            forged(payloads -> {
              payloads.set(0, association(proposal(1, Proposal.ESP, aesSha())));
              return payloads;
            }),
            mirrored(MINE)));
  }

  @Test
  void ahIsRefused() {
    QuickModeStep.Refused refused = refusalOf(association(proposal(1, Proposal.AH, aesSha())));
    assertThat(refused.notifyType()).isEqualTo(NotifyType.NO_PROPOSAL_CHOSEN);
    assertThat(refused.reason()).contains("AH");
    assertThat(refused.notification().protocol()).isEqualTo(3);
    assertThat(refused.notification().spi()).isEqualTo(Octets.ofInt(SPI));
  }

  @Test
  void aBundleIsRefusedAndTheAlternativeBesideItTaken() {
    Proposal ah = proposal(1, Proposal.AH, aesSha());
    Proposal esp = proposal(1, Proposal.ESP, aesSha());
    assertThat(refusalOf(association(ah, esp)).reason()).contains("several protocols");
    Proposal alone = proposal(2, Proposal.ESP, aesSha());
    QuickModeStep.Proceeded answered =
        proceeded(
            sides.answer(
                forged(payloads -> {
                  payloads.set(0, association(ah, esp, alone));
                  return payloads;
                }),
                mirrored(MINE)));
    assertThat(answered.reply().get(1))
        .isInstanceOfSatisfying(
            Payload.SecurityAssociation.class,
            sa -> assertThat(sa.proposals().getFirst().number()).isEqualTo(2));
  }

  @Test
  void anUnknownAttributeSpoilsOnlyItsTransform() {
    QuickModeStep.Refused refused =
        refusalOf(association(proposal(1, Proposal.ESP, aesSha(Attribute.basic(11, 1)))));
    assertThat(refused.notifyType()).isEqualTo(NotifyType.NO_PROPOSAL_CHOSEN);
    assertThat(refused.reason()).contains("attribute 11");
    proceeded(
        sides.answer(
            forged(payloads -> {
              Transform other = new Transform(2, 12, aesSha().attributes());
              payloads.set(
                  0, association(proposal(1, Proposal.ESP, aesSha(Attribute.basic(11, 1)), other)));
              return payloads;
            }),
            mirrored(MINE)));
  }

  @Test
  void lifetimesInEveryForm() {
    Transform transform =
        new Transform(
            1,
            12,
            List.of(
                Attribute.basic(4, 1),
                Attribute.basic(5, 2),
                Attribute.basic(1, 1),
                Attribute.variable(2, Octets.ofHex("0000000000000e10")),
                Attribute.basic(1, 2),
                Attribute.variable(2, Octets.ofHex("00465000"))));
    ChildLifetime read = EspSuite.read(transform).lifetime();
    assertThat(read.time()).hasSeconds(3600);
    assertThat(read.kilobytes()).isEqualTo(4_608_000);
  }

  @Test
  void anotherCipherIsRefused() {
    Transform tripleDes =
        new Transform(1, 3, List.of(Attribute.basic(4, 1), Attribute.basic(5, 2)));
    assertThat(refusalOf(association(proposal(1, Proposal.ESP, tripleDes))).reason())
        .contains("transform set");
  }

  @Test
  void reservedSpisAreRefused() {
    for (int spi : new int[] {0, 1, 255}) {
      Proposal proposal = new Proposal(1, Proposal.ESP, Octets.ofInt(spi), List.of(aesSha()));
      assertThat(refusalOf(association(proposal)).reason()).contains("SPI");
    }
  }

  @Test
  void flowsThatNoEntryCoversAreRefused() {
    QuickModeStep.Refused refused =
        refusalOf(payloads -> {
          payloads.set(2, ClientIdentity.of(network("10.0.0.0", 8)));
          return payloads;
        });
    assertThat(refused.notifyType()).isEqualTo(NotifyType.INVALID_ID_INFORMATION);
    assertThat(refused.reason()).contains("10.2.3.0/24").contains("10.0.0.0/8");
    assertThat(refused(sides.answer(sides.begin(MINE.request(SPI)).reply())).notifyType())
        .isEqualTo(NotifyType.INVALID_ID_INFORMATION);
  }

  @Test
  void rangesAndOddIdentitiesAreRefusedClearly() {
    Payload.Identification range =
        new Payload.Identification(IdType.IPV4_ADDR_RANGE, 0, 0, Octets.ofHex("0a0100000a0100ff"));
    Payload.Identification gaps =
        new Payload.Identification(IdType.IPV4_ADDR_SUBNET, 0, 0, Octets.ofHex("0a010000ff00ff00"));
    Payload.Identification cut =
        new Payload.Identification(IdType.IPV4_ADDR_SUBNET, 0, 0, Octets.ofHex("0a0100"));
    Payload.Identification name =
        new Payload.Identification(IdType.FQDN, 0, 0, Octets.ofHex("6162"));
    assertThat(identityRefusal(range)).contains("range");
    assertThat(identityRefusal(gaps)).contains("gaps");
    assertThat(identityRefusal(cut)).contains("3 bytes");
    assertThat(identityRefusal(name)).contains("type 2");
    QuickModeStep.Refused lonely = refusalOf(payloads -> payloads.subList(0, 3));
    assertThat(lonely.notifyType()).isEqualTo(NotifyType.INVALID_ID_INFORMATION);
  }

  private String identityRefusal(Payload.Identification identity) {
    QuickModeStep.Refused refused =
        refusalOf(payloads -> {
          payloads.set(2, identity);
          return payloads;
        });
    assertThat(refused.notifyType()).isEqualTo(NotifyType.INVALID_ID_INFORMATION);
    return refused.reason();
  }

  @Test
  void absentIdentitiesMeanThePeersThemselves() {
    ChildOffer hosts =
        offer(network("198.51.100.2", 32), network("192.0.2.0", 24), Optional.empty(), AES_SHA);
    QuickModeStep.Proceeded answered =
        proceeded(sides.answer(forged(payloads -> payloads.subList(0, 2)), hosts));
    assertThat(answered.next())
        .isInstanceOfSatisfying(
            QuickModeState.ResponderSent2.class,
            sent ->
                assertThat(sent.child().request().remote()).isEqualTo(network("192.0.2.1", 32)));
  }

  @Test
  void demandedPfsThatIsMissingOrOtherIsRefused() {
    ChildOffer demanding =
        mirrored(offer(MINE.local(), MINE.remote(), Optional.of(DhGroup.MODP_2048), AES_SHA));
    QuickModeStep.Refused missing =
        refused(sides.answer(sides.begin(MINE.request(SPI)).reply(), demanding));
    assertThat(missing.notifyType()).isEqualTo(NotifyType.NO_PROPOSAL_CHOSEN);
    assertThat(missing.reason()).contains("group 14").contains("none");
    ChildOffer other = offer(MINE.local(), MINE.remote(), Optional.of(DhGroup.MODP_1024), AES_SHA);
    assertThat(refused(sides.answer(sides.begin(other.request(SPI)).reply(), demanding)).reason())
        .contains("group 2");
  }

  @Test
  void badPublicValuesAreRefused() {
    ChildOffer pfs = offer(MINE.local(), MINE.remote(), Optional.of(DhGroup.MODP_2048), AES_SHA);
    List<Payload> message1 = new ArrayList<>(sides.begin(pfs.request(SPI)).reply());
    message1.removeFirst();
    for (Octets bad : List.of(Octets.wrap(new byte[256]), Octets.wrap(new byte[128]))) {
      message1.set(2, new Payload.KeyExchange(bad));
      List<Payload> whole = new ArrayList<>(message1);
      whole.addFirst(
          new Payload.Hash(
              ExchangeHash.hash1(
                  HashAlgorithm.SHA1,
                  sides.initiator().skeyidA(),
                  MESSAGE_ID,
                  MessageEncoder.chain(message1))));
      assertThat(refused(sides.answer(whole, mirrored(pfs))).notifyType())
          .isEqualTo(NotifyType.INVALID_KEY_INFORMATION);
    }
  }

  @Test
  void noncesOutOfBoundsAreRefused() {
    for (int length : new int[] {0, 7, 257}) {
      QuickModeStep.Refused refused =
          refusalOf(payloads -> {
            payloads.set(1, new Payload.Nonce(Octets.wrap(new byte[length])));
            return payloads;
          });
      assertThat(refused.notifyType()).isEqualTo(NotifyType.PAYLOAD_MALFORMED);
    }
  }

  @Test
  void everyFlippedBitOfAnyMessageIsDropped() {
    Random random = new Random(5);
    QuickModeStep.Proceeded first = sides.begin(MINE.request(SPI));
    QuickModeStep.Proceeded second = proceeded(sides.answer(first.reply(), mirrored(MINE)));
    QuickModeStep.Proceeded third =
        proceeded(QuickMode.step(first.next(), sides.initiator(), arrived(second.reply()), NOW));
    for (int i = 0; i < 300; i++) {
      assertDropped(
          QuickMode.respond(
              sides.responder(),
              MESSAGE_ID,
              flipped(first.reply(), random),
              List.of(mirrored(MINE)),
              SpiSource.RANDOM,
              NOW,
              sides.entropy()));
      assertDropped(
          QuickMode.step(first.next(), sides.initiator(), flipped(second.reply(), random), NOW));
      assertDropped(
          QuickMode.step(second.next(), sides.responder(), flipped(third.reply(), random), NOW));
    }
  }

  private static void assertDropped(QuickModeStep step) {
    assertThat(step).isEqualTo(new QuickModeStep.Dropped(DropReason.BAD_HASH));
  }

  /** One bit of the hash, or of what it covers. */
  private static QuickModeMessage flipped(List<Payload> payloads, Random random) {
    QuickModeMessage whole = arrived(payloads);
    boolean inHash = whole.rest().isEmpty() || random.nextInt(4) == 0;
    byte[] bytes = (inHash ? whole.hash() : whole.rest()).toArray();
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    return inHash
        ? new QuickModeMessage(whole.chain(), Octets.wrap(bytes), whole.rest())
        : new QuickModeMessage(whole.chain(), whole.hash(), Octets.wrap(bytes));
  }

  @Test
  void whatFollowsACompleteExchangeIsDropped() {
    QuickModeStep.Proceeded first = sides.begin(MINE.request(SPI));
    QuickModeStep.Proceeded second = proceeded(sides.answer(first.reply(), mirrored(MINE)));
    QuickModeStep.Proceeded third =
        proceeded(QuickMode.step(first.next(), sides.initiator(), arrived(second.reply()), NOW));
    assertThat(QuickMode.step(third.next(), sides.initiator(), arrived(second.reply()), NOW))
        .isEqualTo(new QuickModeStep.Dropped(DropReason.UNEXPECTED));
  }

  @Test
  void anAnswerThatWasNotOfferedIsRefused() {
    QuickModeStep.Proceeded first = sides.begin(MINE.request(SPI));
    QuickModeStep.Proceeded second = proceeded(sides.answer(first.reply(), mirrored(MINE)));
    List<Payload> payloads = new ArrayList<>(second.reply());
    payloads.removeFirst();
    payloads.set(
        0,
        association(
            proposal(
                1,
                Proposal.ESP,
                new Transform(1, 3, List.of(Attribute.basic(4, 1), Attribute.basic(5, 2))))));
    Octets nonce = ((QuickModeState.InitiatorSent1) first.next()).nonce();
    payloads.addFirst(
        new Payload.Hash(
            ExchangeHash.hash2(
                HashAlgorithm.SHA1,
                sides.responder().skeyidA(),
                MESSAGE_ID,
                nonce,
                MessageEncoder.chain(payloads))));
    QuickModeStep step = QuickMode.step(first.next(), sides.initiator(), arrived(payloads), NOW);
    assertThat(refused(step).notifyType()).isEqualTo(NotifyType.NO_PROPOSAL_CHOSEN);
  }
}
