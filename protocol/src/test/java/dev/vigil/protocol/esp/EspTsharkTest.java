package dev.vigil.protocol.esp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.config.EspTransform;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.ip.IcmpEcho;
import dev.vigil.protocol.ip.IpHeader;
import dev.vigil.protocol.ip.IpPacket;
import dev.vigil.protocol.ip.IpProtocol;
import dev.vigil.protocol.wire.Decoding;
import dev.vigil.protocol.wire.Octets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody else's ESP as judge: tshark, given the keys, deciphers what {@link EspSealer} made with
 * every algorithm, finds the integrity check values right and a ping with a right checksum inside.
 */
class EspTsharkTest {
  private static final Path TSHARK = Path.of("/usr/bin/tshark");
  private static final int LINKTYPE_RAW = 101;
  private static final int NAT_PORT = 4500;
  private static final SplittableRandom RANDOM = new SplittableRandom(3_948);
  private static final Entropy ENTROPY = RANDOM::nextBytes;
  private static final Map<EncryptionAlgorithm, String> CIPHERS =
      Map.of(
          EncryptionAlgorithm.DES_CBC, "DES-CBC [RFC2405]",
          EncryptionAlgorithm.TRIPLE_DES_CBC, "TripleDES-CBC [RFC2451]",
          EncryptionAlgorithm.AES_CBC_128, "AES-CBC [RFC3602]",
          EncryptionAlgorithm.AES_CBC_192, "AES-CBC [RFC3602]",
          EncryptionAlgorithm.AES_CBC_256, "AES-CBC [RFC3602]");
  private static final Map<HashAlgorithm, String> MACS =
      Map.of(
          HashAlgorithm.MD5, "HMAC-MD5-96 [RFC2403]",
          HashAlgorithm.SHA1, "HMAC-SHA-1-96 [RFC2404]",
          HashAlgorithm.SHA256, "HMAC-SHA-256-128 [RFC4868]",
          HashAlgorithm.SHA384, "HMAC-SHA-384-192 [RFC4868]",
          HashAlgorithm.SHA512, "HMAC-SHA-512-256 [RFC4868]");

  @TempDir Path dir;

  private final List<String> command = new ArrayList<>();
  private final List<String> expected = new ArrayList<>();
  private final List<Octets> frames = new ArrayList<>();

  @Test
  void tsharkOpensWhatWeSeal() throws IOException, InterruptedException {
    if (!Files.isExecutable(TSHARK)) {
      String reason = "this test needs " + TSHARK;
      if ("true".equals(System.getenv("CI"))) {
        Assertions.fail(reason);
      }
      Assumptions.abort(reason);
    }
    Path capture = dir.resolve("esp.pcap");
    command.addAll(List.of(TSHARK.toString(), "-r", capture.toString(), "-T", "fields"));
    for (String field :
        List.of(
            "esp.spi",
            "esp.sequence",
            "esp.icv_good",
            "icmp.seq",
            "icmp.checksum.status",
            "icmpv6.echo.sequence_number",
            "icmpv6.checksum.status")) {
      command.addAll(List.of("-e", field));
    }
    set("esp.enable_encryption_decode:TRUE");
    set("esp.enable_authentication_check:TRUE");
    set("esp.do_esp_sequence_analysis:FALSE");
    int spi = 0x1000;
    for (EspTransform transform : EspRoundTripTest.transforms()) {
      addSa(transform, spi++);
    }
    Files.write(capture, pcap());
    assertThat(lines()).containsExactlyElementsOf(expected);
    assertThat(expected).hasSize(200);
  }

  /** Two packets of a new SA, and the second once more with a wrong bit. */
  private void addSa(EspTransform transform, int spi) throws UnknownHostException {
    SaPair.Keys keys =
        new SaPair.Keys(
            secret(transform.encryption().map(EncryptionAlgorithm::keyBytes).orElse(0)),
            secret(transform.authentication().map(HashAlgorithm::digestBytes).orElse(0)));
    EspSealer sealer = new EspSealer(SaPair.child(transform, 0x500, keys, spi, keys), 0x9000_0000L);
    set(
        "uat:esp_sa:\"IPv4\",\"*\",\"*\",\"0x%08x\",\"%s\",\"%s\",\"%s\",\"%s\""
            .formatted(
                spi,
                transform.encryption().map(CIPHERS::get).orElse("NULL"),
                hex(keys.encryption()),
                transform.authentication().map(MACS::get).orElse("NULL"),
                hex(keys.authentication())));
    String good = transform.authentication().isPresent() ? "1" : "";
    for (int number = 1; number <= 2; number++) {
      boolean ipv6 = number == 2;
      Octets packet = sealed(sealer, transform, ipv6, spi + number);
      frames.add(frame(packet, ipv6));
      expected.add(
          "0x%08x\t%d\t%s\t%s"
              .formatted(
                  spi,
                  0x9000_0000L + number,
                  good,
                  ipv6 ? "\t\t" + (spi + number) + "\t1" : (spi + number) + "\t1\t\t"));
    }
    if (transform.authentication().isPresent()) {
      byte[] wrong = frames.getLast().toArray();
      wrong[wrong.length - 1] ^= 1;
      frames.add(Octets.wrap(wrong));
      // It deciphers all the same.
      expected.add("0x%08x\t%d\t0\t\t\t%d\t1".formatted(spi, 0x9000_0002L, spi + 2));
    }
  }

  /** A ping; in transport mode over IPv6 it is in a tunnel's packet all the same. */
  private static Octets sealed(EspSealer sealer, EspTransform transform, boolean ipv6, int sequence)
      throws UnknownHostException {
    String net = ipv6 ? "fd00::" : "10.0.0.";
    InetAddress from = InetAddress.getByName(net + "1");
    InetAddress to = InetAddress.getByName(net + "2");
    int size = 48 + RANDOM.nextInt(200);
    Octets ping = IcmpEcho.request(from, to, 1, sequence, size).packet();
    if (ipv6 || transform.tunnel()) {
      int next = ipv6 ? IpProtocol.IPV6 : IpProtocol.IPV4;
      return sealer.seal(ping, next, ENTROPY).orElseThrow();
    }
    IpPacket view = ((Decoding.Decoded<IpPacket>) IpPacket.of(ping)).value();
    return sealer.seal(view.payload(), IpProtocol.ICMP, ENTROPY).orElseThrow();
  }

  /**
   * In IP as protocol 50, or in UDP (RFC 3948 §2.1: its checksum "SHOULD be transmitted as a zero
   * value").
   */
  private static Octets frame(Octets esp, boolean udp) throws UnknownHostException {
    InetAddress from = InetAddress.getByName("198.51.100.1");
    InetAddress to = InetAddress.getByName("198.51.100.2");
    if (!udp) {
      return new IpHeader(from, to, 50, 64, 1).around(esp);
    }
    ByteBuffer header = ByteBuffer.allocate(8);
    header.putShort((short) NAT_PORT).putShort((short) NAT_PORT);
    header.putShort((short) (8 + esp.length())).putShort((short) 0);
    return new IpHeader(from, to, IpProtocol.UDP, 64, 1)
        .around(Octets.wrap(header.array()).plus(esp));
  }

  private byte[] pcap() {
    int bytes = 24 + frames.stream().mapToInt(f -> 16 + f.length()).sum();
    ByteBuffer file = ByteBuffer.allocate(bytes);
    file.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4);
    file.putInt(0).putInt(0).putInt(0xffff).putInt(LINKTYPE_RAW);
    for (Octets frame : frames) {
      file.putInt(1).putInt(0).putInt(frame.length()).putInt(frame.length());
      frame.writeTo(file);
    }
    return file.array();
  }

  private List<String> lines() throws IOException, InterruptedException {
    Path output = dir.resolve("fields");
    Process tshark =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(tshark.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      tshark.destroyForcibly();
    }
    return Files.readAllLines(output, StandardCharsets.UTF_8);
  }

  private void set(String preference) {
    command.addAll(List.of("-o", preference));
  }

  private static Secret secret(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return Secret.wrap(bytes);
  }

  private static String hex(Secret key) {
    return key.length() == 0 ? "" : "0x" + key.toHexForKeyLog();
  }
}
