package dev.vigil.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.crypto.DpdDatagram.Opening;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.CookiePair;
import dev.vigil.protocol.wire.ExchangeType;
import dev.vigil.protocol.wire.Header;
import dev.vigil.protocol.wire.LivenessProtocol;
import dev.vigil.protocol.wire.MessageEncoder;
import dev.vigil.protocol.wire.NotifyType;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The short way against the general one. */
final class DpdDatagramTest {
  /** One SA with random keys. */
  record Sa(IkeKeys keys, CookiePair cookies, Octets lastBlock) {
    static Sa random(EncryptionAlgorithm cipher, HashAlgorithm hash, Random random) {
      IkeKeys keys =
          new IkeKeys(
              cipher,
              hash,
              Secret.wrap(bytes(random, hash.digestBytes())),
              Secret.wrap(bytes(random, cipher.keyBytes())));
      CookiePair cookies =
          new CookiePair(new Cookie(random.nextLong()), new Cookie(random.nextLong()));
      return new Sa(keys, cookies, Octets.wrap(bytes(random, cipher.blockBytes())));
    }

    Opening open(byte[] datagram) {
      return DpdDatagram.open(LivenessProtocol.DPD, keys, cookies, lastBlock, datagram);
    }

    byte[] query(int messageId, int sequence) {
      return DpdDatagram.query(LivenessProtocol.DPD, keys, cookies, lastBlock, messageId, sequence);
    }

    Payload.Notification notify(int type, int sequence) {
      return new Payload.Notification(1, 1, cookies.octets(), type, Octets.ofInt(sequence));
    }

    /** The general way: codec, HASH(1), padding of one's choice, encryption. */
    byte[] general(int messageId, Octets padding, List<Payload> payloads) {
      Octets hash =
          ExchangeHash.hash1(
              keys.hash(), keys.skeyidA(), messageId, MessageEncoder.chain(payloads));
      List<Payload> all = new ArrayList<>(payloads);
      all.addFirst(new Payload.Hash(hash));
      Header header =
          new Header(
              cookies.initiator(),
              cookies.responder(),
              0,
              Header.VERSION_1,
              ExchangeType.INFORMATIONAL.code(),
              0,
              messageId,
              0);
      Octets clear = MessageEncoder.encode(header, all).plus(padding);
      Octets iv =
          InitializationVector.ofExchange(keys.encryption(), keys.hash(), lastBlock, messageId);
      return MessageProtection.protect(keys.encryption(), keys.cipherKey(), iv, clear)
          .datagram()
          .toArray();
    }
  }

  static List<Sa> sas() {
    Random random = new Random(3706);
    List<Sa> all = new ArrayList<>();
    for (EncryptionAlgorithm cipher : EncryptionAlgorithm.values()) {
      for (HashAlgorithm hash : HashAlgorithm.values()) {
        all.add(Sa.random(cipher, hash, random));
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("sas")
  void buildsTheSameBytesAsTheGeneralWay(Sa sa) {
    Random random = new Random(1);
    for (int i = 0; i < 50; i++) {
      int messageId = random.nextInt();
      int sequence = random.nextInt();
      assertThat(sa.query(messageId, sequence))
          .isEqualTo(
              sa.general(
                  messageId, Octets.EMPTY, List.of(sa.notify(NotifyType.R_U_THERE, sequence))));
      assertThat(
              DpdDatagram.ack(
                  LivenessProtocol.DPD, sa.keys, sa.cookies, sa.lastBlock, messageId, sequence))
          .isEqualTo(
              sa.general(
                  messageId, Octets.EMPTY, List.of(sa.notify(NotifyType.R_U_THERE_ACK, sequence))));
    }
  }

  @ParameterizedTest
  @MethodSource("sas")
  void keepalivesAreTheSameUnderOtherTypes(Sa sa) {
    LivenessProtocol keepalives = LivenessProtocol.KEEPALIVES;
    byte[] query = DpdDatagram.query(keepalives, sa.keys, sa.cookies, sa.lastBlock, 5, 6);
    byte[] ack = DpdDatagram.ack(keepalives, sa.keys, sa.cookies, sa.lastBlock, 5, 6);

    assertThat(query)
        .isEqualTo(
            sa.general(5, Octets.EMPTY, List.of(sa.notify(NotifyType.IOS_KEEP_ALIVE_REQ, 6))));
    assertThat(ack)
        .isEqualTo(
            sa.general(5, Octets.EMPTY, List.of(sa.notify(NotifyType.IOS_KEEP_ALIVE_ACK, 6))));
    assertThat(DpdDatagram.open(keepalives, sa.keys, sa.cookies, sa.lastBlock, query))
        .isEqualTo(new Opening.Query(6));
    assertThat(DpdDatagram.open(keepalives, sa.keys, sa.cookies, sa.lastBlock, ack))
        .isEqualTo(new Opening.Ack(6));
    assertThat(sa.open(query)).isEqualTo(new Opening.Other());
    assertThat(DpdDatagram.open(keepalives, sa.keys, sa.cookies, sa.lastBlock, sa.query(5, 6)))
        .isEqualTo(new Opening.Other());
  }

  @ParameterizedTest
  @MethodSource("sas")
  void readsWhatTheGeneralWayBuiltWhateverItsPadding(Sa sa) {
    Random random = new Random(2);
    int block = sa.keys.encryption().blockBytes();
    for (int padding = 0; padding <= 2 * block; padding++) {
      int sequence = random.nextInt();
      Octets fill = Octets.wrap(bytes(random, padding));
      List<Payload> query = List.of(sa.notify(NotifyType.R_U_THERE, sequence));
      List<Payload> ack = List.of(sa.notify(NotifyType.R_U_THERE_ACK, sequence));
      byte[] sent = sa.general(random.nextInt(), fill, query);
      if (sent.length <= sa.query(1, 1).length + block) {
        assertThat(sa.open(sent)).isEqualTo(new Opening.Query(sequence));
        assertThat(sa.open(sa.general(random.nextInt(), fill, ack)))
            .isEqualTo(new Opening.Ack(sequence));
      }
    }
  }

  /** One changed bit anywhere: never a query, never an acknowledgement. */
  @ParameterizedTest
  @MethodSource("sas")
  void noChangedBitPasses(Sa sa) {
    byte[] datagram = sa.query(0x01020304, 77);
    int length = Header.BYTES + 4 + sa.keys.hash().digestBytes() + 32;
    for (int bit = 0; bit < 8 * length; bit++) {
      byte[] changed = datagram.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      Opening opening = sa.open(changed);
      assertThat(opening).isIn(new Opening.Refused(), new Opening.Other());
    }
    assertThat(sa.open(datagram)).isEqualTo(new Opening.Query(77));
  }

  @ParameterizedTest
  @MethodSource("sas")
  void aHashUnderAnotherKeyIsRefused(Sa sa) {
    byte[] otherKey = sa.keys.skeyidA().reveal().clone();
    otherKey[0] ^= 1;
    IkeKeys forged =
        new IkeKeys(
            sa.keys.encryption(), sa.keys.hash(), Secret.wrap(otherKey), sa.keys.cipherKey());
    byte[] datagram =
        DpdDatagram.query(LivenessProtocol.DPD, forged, sa.cookies, sa.lastBlock, 5, 6);
    assertThat(sa.open(datagram)).isEqualTo(new Opening.Refused());
  }

  @ParameterizedTest
  @MethodSource("sas")
  void leavesTheDatagramAsItIs(Sa sa) {
    byte[] datagram = sa.query(9, 10);
    byte[] copy = datagram.clone();
    assertThat(sa.open(datagram)).isEqualTo(new Opening.Query(10));
    assertThat(datagram).isEqualTo(copy);
  }

  @ParameterizedTest
  @MethodSource("sas")
  void leavesEveryOtherMessageToTheGeneralWay(Sa sa) {
    Payload.Notification dpd = sa.notify(NotifyType.R_U_THERE, 1);
    Payload delete = new Payload.Delete(1, 1, 16, List.of(sa.cookies.octets()));
    CookiePair others = new CookiePair(new Cookie(1), new Cookie(2));
    Payload otherSpi =
        new Payload.Notification(1, 1, others.octets(), NotifyType.R_U_THERE, Octets.ofInt(1));
    List<List<Payload>> messages =
        List.of(
            List.of(delete),
            List.of(dpd, delete),
            List.of(delete, dpd),
            List.of(otherSpi),
            List.of(sa.notify(NotifyType.INITIAL_CONTACT, 1)),
            List.of(new Payload.Notification(1, 1, Octets.EMPTY, dpd.notifyType(), dpd.data())),
            List.of(new Payload.Notification(0, 1, dpd.spi(), dpd.notifyType(), dpd.data())));
    for (List<Payload> payloads : messages) {
      assertThat(sa.open(sa.general(3, Octets.EMPTY, payloads))).isEqualTo(new Opening.Other());
    }
  }

  @Test
  void garbageOfAnyLengthNeverThrows() {
    Random random = new Random(4);
    for (Sa sa : sas()) {
      for (int length = 0; length < 300; length++) {
        assertThat(sa.open(bytes(random, length))).isEqualTo(new Opening.Other());
        byte[] plausible = bytes(random, length);
        byte[] header = sa.query(random.nextInt(), 1);
        System.arraycopy(header, 0, plausible, 0, Math.min(length, Header.BYTES));
        assertThat(sa.open(plausible)).isIn(new Opening.Other(), new Opening.Refused());
      }
    }
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
