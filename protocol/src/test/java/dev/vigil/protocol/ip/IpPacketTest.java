package dev.vigil.protocol.ip;

import static dev.vigil.protocol.ip.Packets.address;
import static dev.vigil.protocol.ip.Packets.hex;
import static dev.vigil.protocol.ip.Packets.sealed;
import static dev.vigil.protocol.ip.Packets.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.wire.Decoding;
import dev.vigil.protocol.wire.Octets;
import java.net.Inet6Address;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IpPacketTest {
  /** The packet of RFC 3602 §4, case 5, with its own checksum. */
  private static final Octets PING =
      hex(
          """
          45000054 08f20000 4001f9fe c0a87b03 c0a87b64
          08000ebd a70a0000 8e9c083d b95b0700 08090a0b 0c0d0e0f 10111213 14151617
          18191a1b 1c1d1e1f 20212223 24252627 28292a2b 2c2d2e2f 30313233 34353637
          """);

  private static final String IPV6_ENDS =
      "20010db8000000000000000000000001 20010db8000000000000000000000002";

  @Test
  void readsIpv4() {
    IpPacket packet = view(PING.plus(Octets.ofHex("000000000000")));
    assertThat(packet.octets()).isEqualTo(PING);
    assertThat(packet.version()).isEqualTo(4);
    assertThat(packet.protocol()).isEqualTo(IpProtocol.ICMP);
    assertThat(packet.source()).isEqualTo(address("192.168.123.3"));
    assertThat(packet.destination()).isEqualTo(address("192.168.123.100"));
    assertThat(packet.payload()).isEqualTo(PING.tail(64));
    assertThat(packet.sourcePort()).isEmpty();
    assertThat(packet.isFragment()).isFalse();
  }

  @Test
  void readsPortsBehindOptions() {
    IpPacket packet =
        view(sealed("46000020 00010000 40110000 0a000001 0a000002 01010101 12345678 00080000"));
    assertThat(packet.sourcePort()).hasValue(0x1234);
    assertThat(packet.destinationPort()).hasValue(0x5678);
    assertThat(packet.payload()).isEqualTo(hex("1234567800080000"));
  }

  @Test
  void tellsFragments() {
    IpPacket first = view(sealed("4500001c 00012000 40110000 0a000001 0a000002 12345678 00080000"));
    IpPacket last = view(sealed("4500001c 00010001 40110000 0a000001 0a000002 12345678 00080000"));
    assertThat(first.isFragment()).isTrue();
    assertThat(first.isLaterFragment()).isFalse();
    assertThat(first.destinationPort()).hasValue(0x5678);
    assertThat(last.isFragment()).isTrue();
    assertThat(last.isLaterFragment()).isTrue();
    assertThat(last.destinationPort()).isEmpty();
  }

  /** Hop-by-hop options, routing, destination options of 16 bytes, a first fragment, then UDP. */
  @Test
  void goesAlongExtensionHeaders() {
    IpPacket packet =
        view(
            hex(
                "60000000 0030 00 40"
                    + IPV6_ENDS
                    + "2b00 000000000000"
                    + "3c00 000000000000"
                    + "2c01 0000000000000000000000000000"
                    + "1100 0001 00000001"
                    + "12345678 00080000"));
    assertThat(packet.protocol()).isEqualTo(IpProtocol.UDP);
    assertThat(packet.destinationPort()).hasValue(0x5678);
    assertThat(packet.isFragment()).isTrue();
    assertThat(packet.isLaterFragment()).isFalse();
    assertThat(packet.payload()).isEqualTo(hex("1234567800080000"));
  }

  @Test
  void aLaterFragmentOfIpv6HasNoPorts() {
    IpPacket packet =
        view(hex("60000000 0010 2c 40" + IPV6_ENDS + "1100 0008 00000001 1234567800080000"));
    assertThat(packet.protocol()).isEqualTo(IpProtocol.UDP);
    assertThat(packet.isLaterFragment()).isTrue();
    assertThat(packet.destinationPort()).isEmpty();
  }

  /** RFC 4301 §4.4.1.1: AH and ESP are protocols, not headers to skip. */
  @Test
  void stopsBeforeAhAndEsp() {
    assertThat(view(hex("60000000 0008 33 40" + IPV6_ENDS + "0600000000000000")).protocol())
        .isEqualTo(51);
    assertThat(view(hex("60000000 0008 32 40" + IPV6_ENDS + "0600000000000000")).protocol())
        .isEqualTo(50);
  }

  /** Java would make 192.0.2.1 of it, which is another host. */
  @Test
  void anIpv4MappedAddressStaysIpv6() {
    IpPacket packet =
        view(
            hex(
                "60000000 0000 3b 40"
                    + "00000000000000000000ffffc0000201 20010db8000000000000000000000002"));
    assertThat(packet.source()).isInstanceOf(Inet6Address.class);
    assertThat(packet.source().getAddress()).hasSize(16);
  }

  @Test
  void refusesWhatIsNotWhole() {
    refused("");
    refused("45");
    refused("00000000 00000000 00000000 00000000 00000000");
    for (int length = 0; length < PING.length(); length++) {
      refused(PING.slice(0, length).toHex());
    }
    // Header of 16 bytes; total length below the header; header longer than the packet.
    refused(
        sealed("45000014 00010000 40110000 0a000001 0a000002").toHex().replaceFirst("45", "44"));
    refused("45000013 00010000 40110000 0a000001 0a000002");
    refused("46000014 00010000 40110000 0a000001 0a000002");
    refused("60000000 0001 3b 40" + IPV6_ENDS);
    refused("60000000 0004 00 40" + IPV6_ENDS + "1100 0000");
    refused("60000000 0008 00 40" + IPV6_ENDS + "1101 000000000000");
    refused("60000000 0000 2c 40" + IPV6_ENDS);
  }

  @Test
  void refusesEachWrongBitInAnIpv4Header() {
    for (int bit = 0; bit < 160; bit++) {
      byte[] bytes = PING.toArray();
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(IpPacket.of(Octets.wrap(bytes)))
          .as("bit %d", bit)
          .isInstanceOf(Decoding.Malformed.class);
    }
  }

  /** Garbage that begins like a packet never throws, and what is accepted can be read. */
  @Test
  void garbageIsRefusedOrReadable() {
    long seed = 4_301;
    SplittableRandom random = new SplittableRandom(seed);
    int accepted = 0;
    for (int round = 0; round < 200_000; round++) {
      byte[] bytes = new byte[random.nextInt(120)];
      random.nextBytes(bytes);
      if (bytes.length >= 40) {
        bytes[0] = (byte) (random.nextBoolean() ? 0x60 : 0x45 + random.nextInt(4));
        bytes[2] = 0;
        bytes[3] = (byte) random.nextInt(bytes.length + 4);
        bytes[4] = 0;
        bytes[5] = (byte) random.nextInt(bytes.length - 36);
        bytes[6] = new byte[] {0, 43, 44, 60, 17, 58}[random.nextInt(6)];
        bytes[40 % bytes.length] = new byte[] {0, 43, 44, 60, 17}[random.nextInt(5)];
        bytes[41 % bytes.length] = (byte) random.nextInt(4);
      }
      Octets octets =
          bytes.length >= 40 && bytes[0] != 0x60 ? sealedOrPlain(bytes) : Octets.wrap(bytes);
      if (IpPacket.of(octets) instanceof Decoding.Decoded<IpPacket>(IpPacket packet)) {
        accepted++;
        assertThat(packet.length()).as("seed %d, round %d", seed, round).isLessThan(121);
        assertThat(packet.payload().length() + packet.payloadAt()).isEqualTo(packet.length());
        assertThat(packet.toString()).contains("->");
        packet.sourcePort();
        packet.destinationPort();
        IcmpEcho.of(packet);
      }
    }
    assertThat(accepted).as("seed %d", seed).isBetween(10_000, 150_000);
  }

  private static Octets sealedOrPlain(byte[] bytes) {
    Octets octets = Octets.wrap(bytes);
    return Ipv4.headerBytes(octets.asBuffer()) <= bytes.length ? sealed(octets.toHex()) : octets;
  }

  private static void refused(String text) {
    assertThat(IpPacket.of(hex(text))).as(text).isInstanceOf(Decoding.Malformed.class);
  }
}
