package dev.vigil.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.actors.secret.SecureEntropy;
import dev.vigil.app.Program;
import dev.vigil.protocol.cookie.CookieCodec;
import dev.vigil.protocol.cookie.SpiCodec;
import dev.vigil.protocol.crypto.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What sites and operators see of {@code vigil run}, from the first message to its end. */
@Execution(ExecutionMode.CONCURRENT)
class RunWithSitesTest {
  private static final int SITES = 3;

  @TempDir Path folder;

  /** The last site has another key than the head-end. */
  private SiteLoop sites(int port, int natPort, List<String> keys) throws IOException {
    SecureEntropy entropy = new SecureEntropy();
    Secret secret = Secret.wrap(entropy.bytes(32));
    List<SiteSettings> settings = new ArrayList<>();
    for (int site = 0; site < keys.size(); site++) {
      settings.add(
          new SiteSettings(
              new InetSocketAddress(QuickstartConfig.siteAddress(site), 0),
              new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port),
              new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), natPort),
              Secret.ofText(keys.get(site)),
              QuickstartConfig.siteHost(site)));
    }
    return new SiteLoop(
        settings,
        new Site.Codecs(CookieCodec.of(secret), SpiCodec.of(secret, 9)),
        entropy,
        InstantSource.system());
  }

  private static void powerOn(SiteLoop loop) {
    loop.execute(() -> {
      for (int site = 0; site < loop.size(); site++) {
        loop.sites().get(site).powerOn(loop.now());
        loop.rearm(site);
      }
    });
  }

  private static int up(SiteLoop loop) {
    AtomicInteger up = new AtomicInteger(-1);
    loop.execute(() -> up.set((int) loop.sites().stream().filter(Site::isUp).count()));
    await().pollInterval(Duration.ofMillis(5)).until(() -> up.get() >= 0);
    return up.get();
  }

  @Test
  void everySiteHearsADeleteAtSigtermAndTheLogTellsTheStoryInWholeLines() throws Exception {
    List<String> keys = List.of("key-of-one", "key-of-two", "key-of-three");
    Path config =
        Files.writeString(
            folder.resolve("router.cfg"),
            QuickstartConfig.of(InetAddress.ofLiteral("127.0.0.1"), keys));
    Path node =
        Files.writeString(
            folder.resolve("node.conf"),
            """
            vigil.udp { listen = ["127.0.0.1"], port = 0, nat-port = 0 }
            vigil.udp { receive-buffer = 256 KiB, send-buffer = 256 KiB }
            vigil.store.kind = memory
            """);
    try (Program program =
        Program.start(folder, "run", "--config", config.toString(), "--node", node.toString())) {
      program.await("Vigil is ready");
      Matcher ready =
          Pattern.compile("ready: 127.0.0.1:(\\d+), 127.0.0.1:(\\d+)").matcher(program.output());
      assertThat(ready.find()).isTrue();
      int port = Integer.parseInt(ready.group(1));
      int natPort = Integer.parseInt(ready.group(2));
      try (SiteLoop loop =
          sites(port, natPort, List.of("key-of-one", "key-of-two", "a-wrong-key"))) {
        Thread.ofPlatform().daemon().start(() -> serve(loop));
        powerOn(loop);
        await().until(() -> up(loop) == SITES - 1);
        program.await("probably the pre-shared keys with 127.1.0.3 differ");

        program.terminate();

        assertThat(program.exit()).as(program.output()).isZero();
        await().until(() -> up(loop) == 0);
      }
      String log = program.output();
      assertThat(log.lines().filter(line -> line.contains(" session up ")))
          .hasSize(SITES - 1)
          .allMatch(line -> line.matches(".* peer=127\\.1\\.0\\.\\d:\\d+ identity=\".*\""));
      assertThat(log.lines().filter(line -> line.contains(" session down ")))
          .hasSize(SITES - 1)
          .allMatch(line -> line.endsWith(" reason=\"shutdown\""));
      assertThat(log.lines().filter(line -> line.contains(" fault ")))
          .hasSizeBetween(1, 2)
          .allMatch(line -> line.matches(".* WARN .* fault peer=127\\.1\\.0\\.3:\\d+ conn-id=.*"));
      assertThat(log).doesNotContain("ERROR", "key-of-", "a-wrong-key");
    }
  }

  private static void serve(SiteLoop loop) {
    try {
      loop.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
