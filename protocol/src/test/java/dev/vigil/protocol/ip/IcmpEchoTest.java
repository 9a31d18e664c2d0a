package dev.vigil.protocol.ip;

import static dev.vigil.protocol.ip.Packets.address;
import static dev.vigil.protocol.ip.Packets.hex;
import static dev.vigil.protocol.ip.Packets.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.vigil.protocol.wire.Decoding;
import dev.vigil.protocol.wire.Octets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IcmpEchoTest {
  /** Of RFC 3602 §4, case 6: made by a real {@code ping -p 77 -s 20}. */
  private static final Octets RFC_PING =
      hex(
          """
          45000030 08fe0000 4001fa16 c0a87b03 c0a87b64
          0800b5e8 a80a0500 a69c083d 0b660e00 77777777 77777777 77777777
          """);

  @Test
  void readsARealPing() {
    IcmpEcho ping = IcmpEcho.of(view(RFC_PING)).orElseThrow();
    assertThat(ping.reply()).isFalse();
    assertThat(ping.identifier()).isEqualTo(0xa80a);
    assertThat(ping.sequence()).isEqualTo(0x0500);
    assertThat(ping.data()).isEqualTo(RFC_PING.tail(20));
  }

  @Test
  void writesTheSameIcmpAsARealPing() {
    IcmpEcho ping = IcmpEcho.of(view(RFC_PING)).orElseThrow();
    assertThat(view(ping.packet()).payload()).isEqualTo(RFC_PING.tail(28));
  }

  /** What a Linux kernel sent to {@code ::1} and answered, its checksums. */
  @Test
  void hasTheChecksumsOfAKernel() {
    IcmpEcho ping =
        new IcmpEcho(address("::1"), address("::1"), false, 0x1234, 1, hex("766967696c2d6563686f"));
    assertThat(view(ping.packet()).payload())
        .isEqualTo(hex("800055a912340001766967696c2d6563686f"));
    assertThat(view(ping.answer().packet()).payload())
        .isEqualTo(hex("810054a912340001766967696c2d6563686f"));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.0.0.2, 28",
    "10.0.0.1, 10.0.0.2, 100",
    "10.0.0.1, 10.0.0.2, 1501",
    "10.0.0.1, 10.0.0.2, 65535",
    "fd00::1, fd00::2, 48",
    "fd00::1, fd00::2, 100",
    "fd00::1, fd00::2, 1501"
  })
  void isAnsweredByItsAnswer(String from, String to, int bytes) {
    IcmpEcho request = IcmpEcho.request(address(from), address(to), 0x1_0007, 3, bytes);
    assertThat(request.packet().length()).isEqualTo(bytes);
    IcmpEcho arrived = IcmpEcho.of(view(request.packet())).orElseThrow();
    assertThat(arrived).isEqualTo(request);
    assertThat(arrived.identifier()).isEqualTo(7);
    IcmpEcho answer = IcmpEcho.of(view(arrived.answer().packet())).orElseThrow();
    assertThat(answer.source()).isEqualTo(address(to));
    assertThat(answer.answers(request)).isTrue();
    assertThat(request.answers(request)).isFalse();
    IcmpEcho other = IcmpEcho.request(address(from), address(to), 7, 4, bytes);
    assertThat(answer.answers(other)).isFalse();
  }

  @Test
  void itsDataIsTheRoutersPattern() {
    IcmpEcho ping = IcmpEcho.request(address("10.0.0.1"), address("10.0.0.2"), 1, 1, 33);
    assertThat(ping.data()).isEqualTo(hex("abcdabcdab"));
  }

  @Test
  void refusesASizeThatIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IcmpEcho.request(address("10.0.0.1"), address("10.0.0.2"), 1, 1, 27));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IcmpEcho.request(address("::1"), address("::2"), 1, 1, 47));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IcmpEcho.request(address("10.0.0.1"), address("10.0.0.2"), 1, 1, 65536));
  }

  /** Each bit of an ICMP message is covered by its checksum, and IPv6's pseudo-header too. */
  @Test
  void refusesEachWrongBit() {
    for (String ends : new String[] {"10.0.0.1 10.0.0.2", "fd00::1 fd00::2"}) {
      String[] end = ends.split(" ");
      Octets ping = IcmpEcho.request(address(end[0]), address(end[1]), 5, 6, 77).packet();
      int from = view(ping).version() == 6 ? Ipv6.SOURCE_AT : Ipv4.HEADER_BYTES;
      for (int bit = 8 * from; bit < 8 * ping.length(); bit++) {
        byte[] bytes = ping.toArray();
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        assertThat(IcmpEcho.of(view(Octets.wrap(bytes)))).as("%s, bit %d", ends, bit).isEmpty();
      }
    }
  }

  @Test
  void aFragmentIsNoPing() {
    Octets ping = IcmpEcho.request(address("10.0.0.1"), address("10.0.0.2"), 5, 6, 77).packet();
    byte[] first = ping.toArray();
    first[Ipv4.FRAGMENT_AT] = 0x20;
    assertThat(IcmpEcho.of(view(Packets.sealed(Octets.wrap(first).toHex())))).isEmpty();
  }

  @Test
  void otherIcmpIsNoPing() {
    Octets ping = IcmpEcho.request(address("10.0.0.1"), address("10.0.0.2"), 5, 6, 28).packet();
    // Timestamp request, its checksum right.
    byte[] bytes = ping.toArray();
    bytes[20] = 13;
    bytes[22] = (byte) (bytes[22] - 5);
    assertThat(IpPacket.of(Octets.wrap(bytes))).isInstanceOf(Decoding.Decoded.class);
    assertThat(IcmpEcho.of(view(Octets.wrap(bytes)))).isEmpty();
  }
}
