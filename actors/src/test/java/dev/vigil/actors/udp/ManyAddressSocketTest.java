package dev.vigil.actors.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vigil.protocol.wire.Octets;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One socket that is many addresses, against an ordinary one. */
@Timeout(20)
class ManyAddressSocketTest {
  private static final int FIRST = 0x7f010203;
  private static final int SECOND = 0x7f020304;

  private record Came(int ours, int from, int fromPort, String hex) {}

  private static DatagramSocket ordinary() throws Exception {
    DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.9.9.9"), 0));
    socket.setSoTimeout(5000);
    return socket;
  }

  private static DatagramPacket received(DatagramSocket socket) throws Exception {
    DatagramPacket packet = new DatagramPacket(new byte[100], 100);
    socket.receive(packet);
    return packet;
  }

  @Test
  void eachDatagramLeavesFromTheAddressThatItIsSentFrom() throws Exception {
    assumeTrue(ManyAddressSocket.available());
    try (ManyAddressSocket many = ManyAddressSocket.open(0, 1 << 18, Duration.ofMillis(50));
        DatagramSocket other = ordinary()) {
      InetSocketAddress to = (InetSocketAddress) other.getLocalSocketAddress();
      many.send(FIRST, Octets.ofHex("0102"), 0, to);
      many.send(SECOND, Octets.ofHex("03"), 4, to);
      many.flush();

      DatagramPacket one = received(other);
      DatagramPacket two = received(other);

      assertThat(one.getAddress().getHostAddress()).isEqualTo("127.1.2.3");
      assertThat(one.getPort()).isEqualTo(many.port());
      assertThat(Octets.of(one.getData(), 0, one.getLength())).isEqualTo(Octets.ofHex("0102"));
      assertThat(two.getAddress().getHostAddress()).isEqualTo("127.2.3.4");
      assertThat(Octets.of(two.getData(), 0, two.getLength()))
          .isEqualTo(Octets.ofHex("0000000003"));
    }
  }

  @Test
  void eachDatagramTellsWhichAddressItCameTo() throws Exception {
    assumeTrue(ManyAddressSocket.available());
    try (ManyAddressSocket many = ManyAddressSocket.open(0, 1 << 18, Duration.ofMillis(50));
        DatagramSocket other = ordinary()) {
      for (String address : List.of("127.1.2.3", "127.2.3.4")) {
        byte[] bytes = {(byte) address.length(), 7};
        other.send(new DatagramPacket(bytes, 2, InetAddress.ofLiteral(address), many.port()));
      }
      List<Came> came = new ArrayList<>();
      while (came.size() < 2) {
        many.receive(
            (ours, from, port, datagram) -> came.add(new Came(ours, from, port, hex(datagram))));
      }

      int port = other.getLocalPort();
      assertThat(came)
          .containsExactly(
              new Came(FIRST, 0x7f090909, port, "0907"),
              new Came(SECOND, 0x7f090909, port, "0907"));
      assertThat(many.receive((_, _, _, _) -> {})).isZero();
    }
  }

  private static String hex(ByteBuffer datagram) {
    byte[] bytes = new byte[datagram.remaining()];
    datagram.get(bytes);
    return Octets.wrap(bytes).toHex();
  }

  @Test
  void moreThanABatchGoesToo() throws Exception {
    assumeTrue(ManyAddressSocket.available());
    try (ManyAddressSocket many = ManyAddressSocket.open(0, 1 << 20, Duration.ofMillis(50));
        ManyAddressSocket other = ManyAddressSocket.open(0, 1 << 20, Duration.ofMillis(50))) {
      InetSocketAddress to =
          new InetSocketAddress(InetAddress.ofLiteral("127.9.9.9"), other.port());
      for (int i = 0; i < 500; i++) {
        many.send(FIRST + i, Octets.ofInt(i), 0, to);
      }
      many.flush();

      List<Integer> from = new ArrayList<>();
      while (from.size() < 500) {
        assertThat(other.receive((_, sender, _, _) -> from.add(sender - FIRST))).isPositive();
      }

      assertThat(from).doesNotHaveDuplicates().contains(0, 499);
    }
  }
}
