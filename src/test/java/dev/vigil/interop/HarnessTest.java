package dev.vigil.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.interop.Site.Plane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The harness itself, with daemons that are known to work with each other on both sides. */
@Execution(ExecutionMode.CONCURRENT)
class HarnessTest {
  private static final String HEAD_END = "10.1.32.14";
  private static final String SITE = "10.2.80.209";
  private static final String PSK = "kd94j1ksldz";
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path dir;

  @BeforeAll
  static void requirements() {
    Requirement.namespacesAnd("charon", "swanctl", "tshark", "dumpcap");
  }

  @Test
  void aFrozenPeerIsNoticedAndTheCaptureIsDecrypted() throws IOException {
    try (Namespaces net = new Namespaces(HEAD_END)) {
      Namespace remote = net.site(SITE);
      try (StrongSwan headEnd =
              StrongSwan.start(
                  Machine.in(net.headEnd(), dir.resolve("h")),
                  headEnd().withDpd(Duration.ofSeconds(1)),
                  4);
          StrongSwan site = StrongSwan.start(remote, dir.resolve("s"), site());
          Capture capture =
              Capture.start(net.headEnd(), net.deviceTo(remote), dir.resolve("ike.pcapng"))) {
        probesAreDecryptedAndSilenceIsNoticed(headEnd, site, capture);
      }
    }
  }

  private void probesAreDecryptedAndSilenceIsNoticed(
      StrongSwan headEnd, StrongSwan site, Capture capture) throws IOException {
    assertThat(site.initiate().output()).contains("initiate completed successfully");
    assertThat(site.awaitEstablished(SOON).children()).containsExactly("INSTALLED");
    headEnd.log().await("parsed INFORMATIONAL_V1 request .* N\\(DPD_ACK\\)", SOON);

    Path file = capture.finish();
    Path keys = keyLog(headEnd);
    assertThat(Tshark.malformed(file, keys)).isEmpty();
    List<IsakmpFrame> frames = Tshark.frames(file, keys);
    assertThat(frames).filteredOn(f -> f.exchange() == IsakmpFrame.MAIN_MODE).hasSize(6);
    IsakmpFrame probe = frames.stream().filter(IsakmpFrame::isRUThere).findFirst().orElseThrow();
    IsakmpFrame ack = frames.stream().filter(IsakmpFrame::isRUThereAck).findFirst().orElseThrow();
    assertThat(ack.dpdSequence()).isEqualTo(probe.dpdSequence());
    Files.writeString(keys, Files.readString(keys).replaceAll(",.{6}", ",000000"));
    assertThat(Tshark.malformed(file, keys)).as("with a wrong key").isNotEmpty();

    int mark = headEnd.log().mark();
    site.machine().freeze();
    headEnd.log().await(mark, "DPD check timed out", SOON);
    headEnd.awaitNoSa(SOON);
    site.machine().thaw();
  }

  @Test
  void aRouterBetweenThemTranslatesAndThePortsFloat() {
    try (Namespaces net = new Namespaces(HEAD_END)) {
      Namespace natted = net.siteBehindNat(SITE);
      Site behind = site().withLocal("192.168.7.2").withPlane(Plane.KERNEL);
      try (StrongSwan headEnd =
              StrongSwan.start(
                  net.headEnd(),
                  dir.resolve("h"),
                  headEnd().withRemoteId("192.168.7.2").withPlane(Plane.KERNEL));
          StrongSwan site = StrongSwan.start(natted, dir.resolve("s"), behind)) {
        assertThat(site.initiatePhase1().output()).contains("initiate completed successfully");
        StrongSwan.IkeSa sa = headEnd.awaitEstablished(SOON);
        assertThat(sa.value("nat-remote")).isEqualTo("yes");
        assertThat(sa.value("remote-host")).isEqualTo(SITE);
        assertThat(Integer.parseInt(sa.value("remote-port"))).isBetween(20000, 30000);
      }
    }
  }

  @Test
  void libreswanAnswersPhase1() {
    Libreswan.required();
    try (Namespaces net = new Namespaces(HEAD_END);
        StrongSwan headEnd =
            StrongSwan.start(net.headEnd(), dir.resolve("h"), headEnd().withPlane(Plane.KERNEL));
        Libreswan site =
            Libreswan.start(
                net.site(SITE), dir.resolve("s"), site().withIke("aes128-sha1;modp2048"))) {
      assertThat(headEnd.initiatePhase1().output()).contains("initiate completed successfully");
      assertThat(site.established()).isTrue();
      headEnd.terminate();
      Await.until("the Delete heard", SOON, () -> !site.established());
    }
  }

  @Test
  void aKernelOfItsOwnSetsUpEspWithLibreswan() {
    UserModeLinux.required();
    Libreswan.required();
    try (Namespaces net = new Namespaces(HEAD_END)) {
      Machine kernel =
          new UserModeLinux(net.headEnd(), net.tap(SITE), dir.resolve("s"), SITE, HEAD_END);
      try (StrongSwan headEnd = StrongSwan.start(net.headEnd(), dir.resolve("h"), headEnd());
          Libreswan site = Libreswan.start(kernel, site().withIke("aes128-sha1;modp2048"))) {
        site.initiate();
        Await.until("IPsec SAs at libreswan", SOON, site::tunnelUp);
        assertThat(headEnd.awaitEstablished(SOON).children()).containsExactly("INSTALLED");
      }
    }
  }

  private static Site site() {
    return Site.of(SITE, HEAD_END, PSK, "aes128-sha1-modp2048");
  }

  private static Site headEnd() {
    return Site.of(HEAD_END, SITE, PSK, "aes128-sha1-modp2048")
        .withNets("192.168.1.0/24", "192.168.2.0/24");
  }

  /** strongSwan's debug log shows the phase-1 cipher key: a key log is made of it. */
  private Path keyLog(StrongSwan strongSwan) throws IOException {
    strongSwan.log().await("encryption key Ka", SOON);
    List<String> lines = strongSwan.log().lines();
    int at = lines.indexOf(strongSwan.log().matching(0, "encryption key Ka").getFirst());
    MatchResult key =
        Pattern.compile("0: ((?:[0-9A-F]{2} ){16})")
            .matcher(lines.get(at + 1))
            .results()
            .findFirst()
            .orElseThrow();
    String cookie = strongSwan.sas().getFirst().value("initiator-spi");
    return Files.writeString(
        dir.resolve("keys"), cookie + "," + key.group(1).replace(" ", "") + "\n");
  }
}
