package dev.vigil.actors.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerAddressTest {
  @ParameterizedTest
  @CsvSource({
    "10.2.80.209, 10.2.80.209",
    "::, ::",
    "::1, ::1",
    "2001:db8::, 2001:DB8::",
    "2001:db8:0:1:0:0:0:209, 2001:DB8:0:1::209",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:0:0:1:1:0:0:1, 2001::1:1:0:0:1",
    "1:2:3:4:5:6:0:8, 1:2:3:4:5:6:0:8"
  })
  void isWrittenAsShortAsTheRouterWritesIt(String address, String text) {
    assertThat(PeerAddress.of(InetAddress.ofLiteral(address))).isEqualTo(text);
  }

  @Test
  void aPortIsTiedToItSoThatItCanBeToldFromTheAddress() {
    assertThat(PeerAddress.of(new InetSocketAddress("10.2.80.209", 500)))
        .isEqualTo("10.2.80.209:500");
    assertThat(PeerAddress.of(new InetSocketAddress("2001:db8::1", 4500)))
        .isEqualTo("[2001:DB8::1]:4500");
  }
}
