package dev.vigil.protocol.esp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.config.EspTransform;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.ip.IcmpEcho;
import dev.vigil.protocol.ip.IpPacket;
import dev.vigil.protocol.ip.IpProtocol;
import dev.vigil.protocol.wire.Decoding;
import dev.vigil.protocol.wire.Octets;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What one side seals, the other opens: all algorithms, sizes and both families. */
class EspRoundTripTest {
  private static final SplittableRandom RANDOM = new SplittableRandom(1);
  private static final Entropy ENTROPY = RANDOM::nextBytes;

  static List<EspTransform> transforms() {
    List<EspTransform> all = new ArrayList<>();
    for (boolean tunnel : new boolean[] {true, false}) {
      for (HashAlgorithm hash : HashAlgorithm.values()) {
        all.add(new EspTransform(Optional.empty(), Optional.of(hash), tunnel));
        for (EncryptionAlgorithm cipher : EncryptionAlgorithm.values()) {
          all.add(new EspTransform(Optional.of(cipher), Optional.of(hash), tunnel));
        }
      }
      for (EncryptionAlgorithm cipher : EncryptionAlgorithm.values()) {
        all.add(new EspTransform(Optional.of(cipher), Optional.empty(), tunnel));
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void opensWhatThePeerSealed(EspTransform transform) throws UnknownHostException {
    SaPair pair = SaPair.of(transform, RANDOM);
    EspSealer sealer = new EspSealer(pair.here());
    EspOpener opener = new EspOpener(pair.there(), 64);
    for (int size = 48; size < 148; size++) {
      String prefix = size % 2 == 0 ? "10.0.0." : "fd00::";
      Octets ping = ping(prefix, size, transform.tunnel());
      int next = size % 2 == 0 ? IpProtocol.IPV4 : IpProtocol.IPV6;
      Octets sealed = sealer.seal(ping, next, ENTROPY).orElseThrow();
      assertThat(opener.open(sealed)).isEqualTo(new EspOpening.Opened(ping, next));
      assertThat(opener.open(sealed))
          .isEqualTo(
              transform.authentication().isPresent()
                  ? new EspOpening.Refused(DropReason.ESP_REPLAYED)
                  : new EspOpening.Opened(ping, next));
    }
    assertThat(sealer.sequence()).isEqualTo(100);
  }

  private static Octets ping(String prefix, int size, boolean tunnel) throws UnknownHostException {
    InetAddress from = InetAddress.getByName(prefix + "1");
    InetAddress to = InetAddress.getByName(prefix + "2");
    Octets packet = IcmpEcho.request(from, to, 7, size, size).packet();
    IpPacket view = ((Decoding.Decoded<IpPacket>) IpPacket.of(packet)).value();
    return tunnel ? packet : view.payload();
  }
}
