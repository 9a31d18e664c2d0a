package dev.vigil.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
      judge(capture.finish());
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
}
