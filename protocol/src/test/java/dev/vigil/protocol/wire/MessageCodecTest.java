package dev.vigil.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.testing.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The codec on other people's messages, on noise, and on what would make it loop. */
class MessageCodecTest {
  private static final Header HEADER =
      new Header(new Cookie(1), new Cookie(2), 0, Header.VERSION_1, 2, 0, 0, 0);

  private static List<Path> messages() throws IOException {
    try (Stream<Path> files = Files.list(Vectors.path("messages"))) {
      return files.filter(it -> it.toString().endsWith(".bin")).sorted().toList();
    }
  }

  private static Octets read(Path file) throws IOException {
    return Octets.of(Files.readAllBytes(file));
  }

  @Test
  void everyMessageIsDecodedOrRefusedAsItsClassSays() throws IOException {
    for (Path file : messages()) {
      Decoding<Message> decoding = MessageDecoder.decode(read(file));
      String kind = file.getFileName().toString().replaceFirst("-[0-9a-f]{16}\\.bin$", "");
      String reason = decoding instanceof Decoding.Malformed<Message>(String why, int _) ? why : "";
      switch (kind) {
        case "v1-enc" -> assertThat(reason).as("%s", file).isEqualTo("encrypted");
        case "v1-plain" -> assertThat(reason).as("%s", file).isIn("", "unknown exchange type");
        case "v1-badchain" -> assertThat(reason).as("%s", file).contains("may follow");
        case "v2", "badver" ->
            assertThat(reason).as("%s", file).isEqualTo("major version is not 1");
        case "v1-lenmismatch" ->
            assertThat(reason).as("%s", file).isEqualTo("length is not the datagram's");
        default -> assertThat(reason).as("%s", file).isNotEmpty();
      }
    }
  }

  @Test
  void whatWasReadIsWrittenByteForByte() throws IOException {
    int decoded = 0;
    for (Path file : messages()) {
      Octets bytes = read(file);
      if (MessageDecoder.decode(bytes) instanceof Decoding.Decoded<Message>(Message message)) {
        assertThat(MessageEncoder.encode(message.header(), message.payloads()))
            .as("%s", file)
            .isEqualTo(bytes);
        decoded++;
      }
    }
    assertThat(decoded).isGreaterThan(50);
  }

  @Test
  void noMutationMakesItThrow() throws IOException {
    Random random = new Random(20261124);
    for (Path file : messages()) {
      byte[] original = Files.readAllBytes(file);
      for (int round = 0; round < 200 && original.length > 0; round++) {
        byte[] bytes = original.clone();
        for (int i = 0; i <= random.nextInt(4); i++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        MessageDecoder.decode(Octets.of(bytes));
        MessageDecoder.decode(Octets.of(bytes, 0, random.nextInt(bytes.length)));
        MessageDecoder.chain(1 + random.nextInt(16), Octets.of(bytes), 0);
      }
    }
  }

  @Test
  void noNoiseMakesItThrow() {
    Random random = new Random(1);
    for (int round = 0; round < 100_000; round++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      Decoding<PayloadChain> decoding =
          MessageDecoder.chain(1 + random.nextInt(132), Octets.of(bytes));
      if (decoding instanceof Decoding.Malformed<PayloadChain>(String reason, int offset)) {
        assertThat(reason).isNotEmpty();
        assertThat(offset).isBetween(0, bytes.length);
      }
    }
  }

  @Test
  void paddingOfAnyContentIsIgnoredAndNotCovered() {
    Octets chain = MessageEncoder.chain(List.of(new Payload.Hash(Octets.ofHex("0102030405"))));
    Octets padded = chain.plus(Octets.ofHex("ffaa0d0000"));

    PayloadChain read = decoded(MessageDecoder.chain(8, padded));

    assertThat(read.coveredBytes()).isEqualTo(chain.length());
    assertThat(read.payloads()).hasSize(1);
  }

  @Test
  void rawBodiesAreKept() {
    Payload identity = new Payload.Identification(1, 17, 500, Octets.ofHex("0a000001"));
    PayloadChain read = decoded(MessageDecoder.chain(5, MessageEncoder.chain(List.of(identity))));

    assertThat(read.body(Payload.Identification.class))
        .contains(Octets.ofHex("011101f40a000001"))
        .contains(MessageEncoder.body(identity));
  }

  @Test
  void refusesWhatCouldLoopOrOverrun() {
    assertThat(reason("00000003")).contains("less than its own header");
    assertThat(reason("00000005")).contains("needs 1 bytes");
    assertThat(reason("0000")).contains("needs 2 bytes");
    assertThat(reason("00010004")).contains("reserved");
    assertThat(reason("0d000004".repeat(65))).contains("more than 64 payloads");
    assertThat(reason("02000004" + "00000004")).contains("out of place");
  }

  private static String reason(String chain) {
    return MessageDecoder.chain(13, Octets.ofHex(chain))
            instanceof Decoding.Malformed<PayloadChain>(String reason, int _)
        ? reason
        : "";
  }

  @Test
  void aDeleteCannotAnnounceMoreSpisThanItHolds() {
    assertThat(
            MessageDecoder.chain(12, Octets.ofHex("0000000c" + "00000001" + "0300ffff"))
                instanceof Decoding.Malformed<PayloadChain>)
        .isTrue();
    assertThat(
            MessageDecoder.chain(12, Octets.ofHex("0000000c" + "00000001" + "0304ffff"))
                instanceof Decoding.Malformed<PayloadChain>)
        .isTrue();
  }

  @Test
  void unknownPayloadsAndSituationsAreKeptWhole() {
    Payload unknown = new Payload.Unknown(200, Octets.ofHex("0102"));
    Payload otherDoi = new Payload.Unknown(1, Octets.ofHex("0000000700000001ffff"));
    Octets message = MessageEncoder.encode(HEADER, List.of(unknown, otherDoi));

    assertThat(decoded(MessageDecoder.decode(message)).payloads())
        .containsExactly(unknown, otherDoi);
  }

  @Test
  void theCheapPassNamesWhatIsWrong() {
    Octets sound = MessageEncoder.encode(HEADER, List.of(new Payload.Nonce(Octets.ofHex("00"))));

    assertThat(HeaderView.of(sound).verdict()).isEqualTo(HeaderView.Verdict.SOUND);
    assertThat(HeaderView.of(sound).cookies())
        .isEqualTo(new CookiePair(new Cookie(1), new Cookie(2)));
    assertThat(HeaderView.of(sound.slice(0, 27)).verdict()).isEqualTo(HeaderView.Verdict.TRUNCATED);
    assertThat(HeaderView.of(sound.plus(Octets.ofHex("00"))).verdict())
        .isEqualTo(HeaderView.Verdict.WRONG_LENGTH);
    assertThat(HeaderView.of(changed(sound, 17, 0x20)).verdict())
        .isEqualTo(HeaderView.Verdict.WRONG_VERSION);
    assertThat(HeaderView.of(changed(sound, 18, 99)).verdict())
        .isEqualTo(HeaderView.Verdict.UNKNOWN_EXCHANGE);
    assertThat(HeaderView.of(changed(sound, 7, 0)).verdict())
        .isEqualTo(HeaderView.Verdict.NO_INITIATOR_COOKIE);
  }

  private static Octets changed(Octets octets, int at, int value) {
    byte[] bytes = octets.toArray();
    bytes[at] = (byte) value;
    return Octets.of(bytes);
  }

  private static <T> T decoded(Decoding<T> decoding) {
    return switch (decoding) {
      case Decoding.Decoded<T>(T value) -> value;
      case Decoding.Malformed<T>(String reason, int offset) ->
          throw new AssertionError(reason + " at " + offset);
    };
  }
}
