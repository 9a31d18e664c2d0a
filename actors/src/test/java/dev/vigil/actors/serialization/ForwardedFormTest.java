package dev.vigil.actors.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.actors.router.Forwarded;
import dev.vigil.actors.router.Taken;
import dev.vigil.actors.udp.Datagram;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.wire.Octets;
import java.io.NotSerializableException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The bytes are fixed: in a rolling upgrade nodes of two versions speak to each other. */
class ForwardedFormTest {
  private static final String GOLDEN =
      // version, sender, total, two addresses of ours
      ("01 0102030405060708 000000000000002a 02"
              + " 00 04 c0000201 01f4"
              + " 01 10 20010db8000000000000000000000001 1194"
              // three datagrams
              + " 0003"
              + " 00 04 c6336407 01f4 0003 00ff10"
              + " 01 10 20010db8000000000000000000000002 ffff 0001 aa"
              + " 00 04 c6336408 0001 0000")
          .replace(" ", "");

  private static final Forwarded BATCH =
      new Forwarded(
          0x0102030405060708L,
          42,
          List.of(
              datagram("00ff10", "192.0.2.1", 500, "198.51.100.7", 500, false),
              datagram("aa", "2001:db8::1", 4500, "2001:db8::2", 65535, true),
              datagram("", "192.0.2.1", 500, "198.51.100.8", 1, false)));

  private final ClusterSerializer serializer = new ClusterSerializer();

  private static Datagram datagram(
      String hex, String local, int port, String remote, int remotePort, boolean marked) {
    return new Datagram(
        Octets.ofHex(hex),
        new Path(
            new InetSocketAddress(InetAddress.ofLiteral(local), port),
            new InetSocketAddress(InetAddress.ofLiteral(remote), remotePort),
            marked));
  }

  @Test
  void aBatchHasTheseBytes() throws Exception {
    assertThat(serializer.manifest(BATCH)).isEqualTo("forwarded");
    assertThat(Octets.wrap(serializer.toBinary(BATCH)).toHex()).isEqualTo(GOLDEN);
    assertThat(serializer.fromBinary(Octets.ofHex(GOLDEN).toArray(), "forwarded")).isEqualTo(BATCH);
  }

  @Test
  void whatTheReceiverAnswersHasTheseBytes() throws Exception {
    Taken taken = new Taken(-2, 7);
    String hex = "01" + "fffffffffffffffe" + "0000000000000007";

    assertThat(serializer.manifest(taken)).isEqualTo("taken");
    assertThat(Octets.wrap(serializer.toBinary(taken)).toHex()).isEqualTo(hex);
    assertThat(serializer.fromBinary(Octets.ofHex(hex).toArray(), "taken")).isEqualTo(taken);
  }

  @Test
  void ofFullBatchesEachDatagramAddsItselfAndTenBytes() {
    List<Datagram> many = new ArrayList<>();
    for (int number = 0; number < 64; number++) {
      many.add(datagram("00".repeat(92), "192.0.2.1", 500, "198.51.100." + number, 500, false));
    }

    byte[] bytes = serializer.toBinary(new Forwarded(1, 64, many));

    assertThat(bytes).hasSize(28 + 64 * (92 + 10));
  }

  @Test
  void anotherVersionIsRefused() {
    for (String manifest : List.of("forwarded", "taken")) {
      byte[] bytes = Octets.ofHex(GOLDEN).toArray();
      bytes[0] = 2;
      assertThatThrownBy(() -> serializer.fromBinary(bytes, manifest))
          .isInstanceOf(NotSerializableException.class)
          .hasMessageContaining("version 2");
    }
  }

  @Test
  void whatIsCutShortOrHasMoreBehindItIsRefused() {
    byte[] whole = Octets.ofHex(GOLDEN).toArray();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> serializer.fromBinary(cut, "forwarded"))
          .isInstanceOf(NotSerializableException.class);
    }
    assertThatThrownBy(
            () -> serializer.fromBinary(Arrays.copyOf(whole, whole.length + 1), "forwarded"))
        .isInstanceOf(NotSerializableException.class);
  }

  @Test
  void changedBytesNeverDoMoreThanBeRefused() {
    Random random = new Random(1);
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] changed = Octets.ofHex(GOLDEN).toArray();
      changed[1 + random.nextInt(changed.length - 1)] = (byte) random.nextInt();
      try {
        assertThat(serializer.fromBinary(changed, "forwarded")).isInstanceOf(Forwarded.class);
      } catch (NotSerializableException malformed) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1, 19_999);
  }
}
