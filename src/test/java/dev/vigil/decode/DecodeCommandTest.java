package dev.vigil.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vigil.testing.Vectors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecodeCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private record Run(int exit, String out, String err) {
    List<JsonNode> messages() throws IOException {
      List<JsonNode> messages = new ArrayList<>();
      for (String line : out.lines().toList()) {
        messages.add(JSON.readTree(line));
      }
      return messages;
    }
  }

  private static Run run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        DecodeCommand.run(
            List.of(arguments),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Run(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "ISAKMP_sa_setup.pcap, 9, 0",
    "arkime-IKEv1.pcap, 13, 0",
    "ikev1-bug-12620.pcapng.gz, 10, 0",
    "ipsec-ikev1-isakmp-aggressive-mode.pcap, 6, 0",
    "ipsec-ikev1-isakmp-main-mode.pcap, 9, 0",
    "ipsec-ikev1-payload-bad-length.pcap, 1, 1",
    "isakmp-delete-segfault.pcap, 1, 1",
    "isakmp-pointer-loop.pcap, 1, 1",
    "isakmp4500.pcap, 15, 0",
  })
  void everyCaptureIsReadWholeAndWhatIsMalformedIsSaidToBe(String name, int messages, int malformed)
      throws IOException {
    Run run = run("--json", Vectors.path("captures/" + name).toString());

    assertThat(run.exit()).isZero();
    assertThat(run.messages()).hasSize(messages);
    assertThat(run.messages().stream().filter(m -> m.has("malformed"))).hasSize(malformed);
    for (JsonNode message : run.messages()) {
      if (message.has("malformed")) {
        assertThat(message.at("/malformed/reason").asText()).isNotBlank();
        assertThat(message.at("/malformed/offset").isInt()).isTrue();
      } else {
        assertThat(message.get("payloads").isEmpty())
            .isEqualTo(message.get("encrypted").asBoolean());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"mm-psk-dpd-natt, Ka", "am-xauth-modecfg-dpd-frag, Ka"})
  void aRecordingIsDecipheredWholeWithItsKey(String name, String key) throws IOException {
    String recording = "recordings/" + name;
    JsonNode golden = JSON.readTree(Vectors.text(recording + "/golden.json"));
    String line = golden.get("cky_i").asText() + "," + golden.at("/keys/" + key).asText() + "\n";
    Path keys = Files.writeString(folder.resolve("keys"), line);

    Run run =
        run(Vectors.path(recording + "/capture.pcap").toString(), "--json", "--keys", "" + keys);

    assertThat(run.err()).isEmpty();
    List<JsonNode> ours = run.messages();
    assertThat(ours).isNotEmpty().noneMatch(message -> message.has("malformed"));
    assertThat(ours)
        .filteredOn(message -> message.get("encrypted").asBoolean())
        .isNotEmpty()
        .allMatch(message -> message.get("decrypted").asBoolean());
    for (JsonNode theirs : golden.get("messages")) {
      if (!theirs.has("payloads") || theirs.path("last").asInt(1) == 0) {
        continue;
      }
      assertThat(ours)
          .filteredOn(message -> message.get("frame").asInt() == theirs.get("frame").asInt())
          .as("frame %s", theirs.get("frame"))
          .anyMatch(message -> message.get("payloads").size() == theirs.get("payloads").size());
    }
    assertThat(run.out()).doesNotContain("616c6963652d70617373");
  }

  @Test
  void aForeignClientsExchangeIsDecipheredAsItsAuthorsDidIt() throws IOException {
    JsonNode golden = JSON.readTree(Vectors.text("captures/ikev1-bug-12620.golden.json"));
    String first = golden.at("/messages/0/hex").asText().substring(0, 16);
    Path keys =
        Files.writeString(
            folder.resolve("keys"),
            "# as Wireshark writes it\n\"%s\",\"%s\"\n"
                .formatted(first, golden.get("key").asText()));

    Run run =
        run(
            Vectors.path("captures/ikev1-bug-12620.pcapng.gz").toString(),
            "--json",
            "--keys",
            keys.toString());

    List<JsonNode> ours = run.messages();
    for (JsonNode theirs : golden.get("messages")) {
      JsonNode mine = ours.get(theirs.get("frame").asInt() - 1);
      assertThat(mine.get("message_id").asText()).isEqualTo(theirs.get("mid").asText());
      assertThat(mine.get("payloads")).hasSameSizeAs(theirs.get("payload_types"));
    }
    assertThat(run.out()).contains("INITIAL-CONTACT");
  }

  @Test
  void theTextFormNamesWhatAReaderLooksFor() {
    Run run = run(Vectors.path("captures/ipsec-ikev1-isakmp-main-mode.pcap").toString());

    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains("Main Mode")
        .contains("proposal 1  ISAKMP")
        .contains("encryption AES")
        .contains("encrypted")
        .contains("9 ISAKMP messages, 0 of them malformed");
  }

  @Test
  void aFileThatIsNoCaptureIsRefusedInOneSentence() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "hello, this is no capture");

    assertThat(run(text.toString()))
        .returns(66, Run::exit)
        .returns("% " + text + ": is neither pcap nor pcapng.\n", Run::err);
    assertThat(run(folder.resolve("absent").toString()))
        .returns(66, Run::exit)
        .returns("% " + folder.resolve("absent") + ": no such file.\n", Run::err);
  }

  @Test
  void aBadKeyFileIsRefusedWithItsLineNumberAndWithoutItsText() throws IOException {
    Path keys = Files.writeString(folder.resolve("keys"), "# comment\n00112233,topsecretvalue\n");
    Path capture = Vectors.path("captures/isakmp4500.pcap");

    Run run = run(capture.toString(), "--keys", keys.toString());

    assertThat(run.exit()).isEqualTo(66);
    assertThat(run.err()).startsWith("% " + keys + ":2: not a line").doesNotContain("topsecret");
  }

  @Test
  void aWrongCallShowsTheUsage() {
    assertThat(run()).returns(64, Run::exit);
    assertThat(run("a", "b").err()).contains("Unexpected argument \"b\".").contains("Usage:");
    assertThat(run("a", "--port", "70000").err()).contains("is not a port");
  }
}
