package dev.vigil.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vigil.decode.DecodeCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What independent decoders say of the head-end's datagrams: tshark with the key log, ike-scan. */
@Execution(ExecutionMode.CONCURRENT)
class WireTest {
  @RegisterExtension static final Lab LAB = new Lab();

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, Integer> PAYLOADS =
      Map.of(
          "SA", 1, "KE", 4, "ID", 5, "HASH", 8, "NONCE", 10, "NOTIFY", 11, "DELETE", 12, "VID", 13,
          "NAT-D", 20);
  private static final List<String> BROKEN =
      List.of(
          "--headerlen=27",
          "--headerlen=+100",
          "--headerlen=4294967295",
          "--headerver=32",
          "--nextpayload=13",
          "--nextpayload=255",
          "--hdrflags=1",
          "--exchange=6",
          "--exchange=0",
          "--doi=7",
          "--situation=9",
          "--protocol=3",
          "--transid=9");
  private static final Duration SOON = Duration.ofSeconds(10);
  private static VigilProcess vigil;

  @BeforeAll
  static void start() {
    vigil = LAB.vigil(RouterConfig.threeSuites());
  }

  @Test
  void tsharkDecryptsEveryMessageAndFindsNoneMalformed() {
    Namespace namespace = LAB.net().site("10.2.80.202");
    try (Capture capture = LAB.capture(namespace)) {
      StrongSwan site =
          LAB.strongSwan(
              namespace,
              RouterConfig.site(102, "10.2.80.202", "aes128-sha1-modp2048", "aes128-sha1"));
      assertThat(site.initiate().output()).contains("initiate completed successfully");
      // The head-end's first probe comes within the keepalive interval, frozen retries after it.
      Await.pause(Duration.ofSeconds(12));
      site.machine().freeze();
      Await.pause(Duration.ofSeconds(22));
      site.machine().thaw();
      Path file = capture.finish();
      judge(file);
      decodeReadsWhatTsharkReads(file);
    }
  }

  private static void judge(Path file) {
    assertThat(Tshark.malformed(file, vigil.keyLog())).isEmpty();
    List<IsakmpFrame> ours =
        Tshark.frames(file, vigil.keyLog()).stream()
            .filter(f -> f.source().equals(RouterConfig.HEAD_END))
            .toList();
    assertThat(ours).filteredOn(f -> f.exchange() == IsakmpFrame.MAIN_MODE).hasSize(3);
    assertThat(ours)
        .filteredOn(f -> f.exchange() == IsakmpFrame.QUICK_MODE)
        .allSatisfy(f -> assertThat(f.payloads()).startsWith(IsakmpFrame.HASH, 1));
    assertThat(ours)
        .filteredOn(f -> f.exchange() == IsakmpFrame.INFORMATIONAL)
        .allSatisfy(f -> assertThat(f.payloads().getFirst()).isEqualTo(IsakmpFrame.HASH));
    assertThat(ours)
        .extracting(IsakmpFrame::messageId)
        .filteredOn(id -> !id.equals("0x00000000"))
        .doesNotHaveDuplicates();

    List<IsakmpFrame> probes = ours.stream().filter(IsakmpFrame::isRUThere).toList();
    List<IsakmpFrame> lastFive = probes.subList(probes.size() - 5, probes.size());
    IntStream.range(1, 5)
        .forEach(i ->
            assertThat(lastFive.get(i).seconds() - lastFive.get(i - 1).seconds())
                .isBetween(1.5, 2.5));
    assertThat(probes.size()).isGreaterThan(5);
    IsakmpFrame last = ours.getLast();
    assertThat(last.payloads()).contains(IsakmpFrame.DELETE);
    assertThat(last.seconds() - lastFive.getLast().seconds()).isBetween(1.5, 2.5);
  }

  /** {@code vigil decode} beside an independent decoder, on both sides' messages. */
  private static void decodeReadsWhatTsharkReads(Path file) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      List<String> arguments =
          List.of(file.toString(), "--keys", vigil.keyLog().toString(), "--json");
      assertThat(DecodeCommand.run(arguments, out, out)).isZero();
    }
    List<String> decoded =
        bytes.toString(StandardCharsets.UTF_8).lines().map(WireTest::summary).toList();
    List<String> expected =
        Tshark.frames(file, vigil.keyLog()).stream().map(WireTest::summary).toList();
    assertThat(decoded).containsExactlyElementsOf(expected);
  }

  private static String summary(String json) {
    try {
      JsonNode message = JSON.readTree(json);
      List<Integer> payloads = new ArrayList<>();
      String sequence = "";
      for (JsonNode payload : message.path("payloads")) {
        payloads.add(PAYLOADS.get(payload.path("type").asText()));
        sequence = payload.has("sequence") ? payload.path("sequence").asText() : sequence;
      }
      return "%d %s %s 0x%s %s %s"
          .formatted(
              message.path("frame").asInt(),
              message.path("initiator_cookie").asText(),
              message.path("responder_cookie").asText(),
              message.path("message_id").asText(),
              payloads,
              sequence);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + json, e);
    }
  }

  /** tshark also lists the proposals and transforms within an SA payload. */
  private static String summary(IsakmpFrame frame) {
    return "%d %s %s %s %s %s"
        .formatted(
            frame.number(),
            frame.initiatorCookie(),
            frame.responderCookie(),
            frame.messageId(),
            frame.payloads().stream().filter(type -> type != 2 && type != 3).toList(),
            frame.dpdSequence());
  }

  @Test
  void ikeScanReadsTheFirstAnswer() {
    Requirement.namespacesAnd("ike-scan");
    Namespace namespace = LAB.net().site("10.2.80.204");
    Shell.Outcome outcome =
        namespace.attempt(
            SOON,
            "ike-scan",
            "--trans=7/128,2,1,14",
            "--sport=0",
            "--retry=1",
            "--timeout=5000",
            RouterConfig.HEAD_END);
    assertThat(outcome.output())
        .contains("Main Mode Handshake returned")
        .contains("Enc=AES")
        .contains("KeyLength=128")
        .contains("Hash=SHA1")
        .contains("Group=14")
        .contains("Auth=PSK")
        .contains("Dead Peer Detection v1.0")
        .contains("1 returned handshake");
  }

  @Test
  void ikeScanIsTurnedAwayForASuiteThatNoPolicyAllows() {
    Requirement.namespacesAnd("ike-scan");
    Namespace namespace = LAB.net().site("10.2.80.205");
    Shell.Outcome outcome =
        namespace.attempt(
            SOON,
            "ike-scan",
            "--trans=1,1,1,1",
            "--sport=0",
            "--retry=1",
            "--timeout=5000",
            RouterConfig.HEAD_END);
    assertThat(outcome.output()).contains("NO-PROPOSAL-CHOSEN").contains("1 returned notify");
  }

  @Test
  void aggressiveModeGetsNoHashToGuessKeysFrom() {
    Requirement.namespacesAnd("ike-scan");
    Namespace namespace = LAB.net().site("10.2.80.206");
    Shell.Outcome outcome =
        namespace.attempt(
            SOON,
            "ike-scan",
            "-A",
            "--id=unity",
            "--trans=5,2,1,2",
            "--sport=0",
            "--retry=1",
            "--timeout=2000",
            RouterConfig.HEAD_END);
    assertThat(outcome.output()).contains("0 returned handshake; 0 returned notify");
  }

  @Test
  void ikeScansBrokenMessagesAreNotAnsweredWithAHandshake() {
    Requirement.namespacesAnd("ike-scan");
    Namespace namespace = LAB.net().site("10.2.80.207");
    for (String broken : BROKEN) {
      List<String> command =
          List.of(
              "ike-scan",
              broken,
              "--trans=7/128,2,1,14",
              "--sport=0",
              "--retry=1",
              "--timeout=700",
              RouterConfig.HEAD_END);
      Shell.Outcome outcome = Shell.attempt(SOON, Map.of(), namespace.inside(command));
      assertThat(outcome.output()).as(broken).contains("0 returned handshake");
    }
    assertThat(vigil.exec("show crypto isakmp sa")).doesNotContain("10.2.80.207");
  }
}
