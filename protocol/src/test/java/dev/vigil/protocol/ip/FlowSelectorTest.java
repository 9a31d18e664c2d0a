package dev.vigil.protocol.ip;

import static dev.vigil.protocol.ip.Packets.address;
import static dev.vigil.protocol.ip.Packets.packet;
import static dev.vigil.protocol.ip.Packets.sealed;
import static dev.vigil.protocol.ip.Packets.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.config.TrafficSelector;
import org.junit.jupiter.api.Test;

/** RFC 4301 §4.4.1.1 and §5.2: which packets are within a pair's selectors. */
class FlowSelectorTest {
  private static TrafficSelector side(String prefix, int length, int protocol, int port) {
    return new TrafficSelector(address(prefix), length, protocol, port);
  }

  @Test
  void comparesAddressesTheRightWayRound() {
    FlowSelector flow = FlowSelector.of(side("10.1.0.0", 16, 0, 0), side("10.2.3.128", 25, 0, 0));
    IpPacket out = packet("10.1.255.255", 1, "10.2.3.128", 2, 6);
    IpPacket in = packet("10.2.3.255", 1, "10.1.0.0", 2, 17);
    assertThat(flow.takesOutbound(out)).isTrue();
    assertThat(flow.takesInbound(out)).isFalse();
    assertThat(flow.takesInbound(in)).isTrue();
    assertThat(flow.takesOutbound(in)).isFalse();
    assertThat(flow.takesOutbound(packet("10.1.0.1", 1, "10.2.3.127", 2, 6))).isFalse();
    assertThat(flow.takesOutbound(packet("10.0.255.255", 1, "10.2.3.129", 2, 6))).isFalse();
  }

  @Test
  void lengthZeroTakesItsFamilyOnly() {
    FlowSelector v4 = FlowSelector.of(side("0.0.0.0", 0, 0, 0), side("0.0.0.0", 0, 0, 0));
    FlowSelector v6 = FlowSelector.of(side("::", 0, 0, 0), side("::", 0, 0, 0));
    IpPacket four = packet("192.0.2.1", 1, "198.51.100.1", 2, 6);
    IpPacket six = packet("2001:db8::1", 1, "64:ff9b::1:2", 2, 6);
    assertThat(v4.takesOutbound(four)).isTrue();
    assertThat(v4.takesOutbound(six)).isFalse();
    assertThat(v6.takesOutbound(six)).isTrue();
    assertThat(v6.takesOutbound(four)).isFalse();
  }

  @Test
  void comparesAllBitsOfIpv6() {
    for (int bits = 1; bits <= 128; bits++) {
      byte[] near = address("2001:db8:5a5a:a5a5:1234:8765:ffff:1").getAddress();
      TrafficSelector remote =
          new TrafficSelector(address("2001:db8:5a5a:a5a5:1234:8765:ffff:1"), bits, 0, 0);
      FlowSelector flow = FlowSelector.of(side("::", 0, 0, 0), remote);
      near[(bits - 1) / 8] ^= (byte) (0x80 >> (bits - 1) % 8);
      assertThat(flow.takesOutbound(packet("::1", 1, text(near), 2, 6)))
          .as("bit %d", bits)
          .isFalse();
      near[(bits - 1) / 8] ^= (byte) (0x80 >> (bits - 1) % 8);
      near[15] ^= (byte) (bits == 128 ? 0 : 1);
      assertThat(flow.takesOutbound(packet("::1", 1, text(near), 2, 6)))
          .as("bit %d", bits)
          .isTrue();
    }
  }

  @Test
  void comparesProtocolAndPorts() {
    FlowSelector flow = FlowSelector.of(side("10.1.0.0", 16, 17, 0), side("10.2.0.0", 16, 17, 53));
    assertThat(flow.takesOutbound(packet("10.1.0.1", 4000, "10.2.0.1", 53, 17))).isTrue();
    assertThat(flow.takesOutbound(packet("10.1.0.1", 53, "10.2.0.1", 4000, 17))).isFalse();
    assertThat(flow.takesOutbound(packet("10.1.0.1", 4000, "10.2.0.1", 53, 6))).isFalse();
    assertThat(flow.takesInbound(packet("10.2.0.1", 53, "10.1.0.1", 4000, 17))).isTrue();
    assertThat(flow.takesInbound(packet("10.2.0.1", 54, "10.1.0.1", 4000, 17))).isFalse();
  }

  /** RFC 4301 §7: the ports of a later fragment are not there to be compared. */
  @Test
  void laterFragmentsAreNotMatchedByPorts() {
    FlowSelector port = FlowSelector.of(side("10.1.0.0", 16, 17, 0), side("10.2.0.0", 16, 17, 53));
    FlowSelector any = FlowSelector.of(side("10.1.0.0", 16, 17, 0), side("10.2.0.0", 16, 17, 0));
    IpPacket first = view(sealed("4500001c 00072000 40110000 0a010001 0a020001 0fa00035 00080000"));
    IpPacket later = view(sealed("4500001c 00070001 40110000 0a010001 0a020001 0fa00035 00080000"));
    assertThat(port.takesOutbound(first)).isTrue();
    assertThat(port.takesOutbound(later)).isFalse();
    assertThat(any.takesOutbound(first)).isTrue();
    assertThat(any.takesOutbound(later)).isTrue();
  }

  /** An echo request's type and code lie where another protocol has its source port. */
  @Test
  void protocolsWithoutPortsHaveNone() {
    FlowSelector flow = FlowSelector.of(side("10.1.0.0", 16, 1, 2048), side("10.2.0.0", 16, 1, 0));
    assertThat(flow.takesOutbound(packet("10.1.0.1", 2048, "10.2.0.1", 0, 1))).isFalse();
  }

  private static String text(byte[] address) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < address.length; i += 2) {
      text.append(i == 0 ? "" : ":")
          .append("%02x%02x".formatted(address[i] & 0xff, address[i + 1] & 0xff));
    }
    return text.toString();
  }
}
