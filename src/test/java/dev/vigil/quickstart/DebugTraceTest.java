package dev.vigil.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.actors.node.HeadEnd;
import dev.vigil.actors.observe.Counter;
import dev.vigil.actors.secret.SecureEntropy;
import dev.vigil.console.Console;
import dev.vigil.console.LogRing;
import dev.vigil.console.Node;
import dev.vigil.console.RunningStore;
import dev.vigil.control.CommandHandler.Answer;
import dev.vigil.language.ConfigFile;
import dev.vigil.language.RunningConfig;
import dev.vigil.protocol.config.ConfigBuilder;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.Keepalive;
import dev.vigil.protocol.cookie.CookieCodec;
import dev.vigil.protocol.cookie.SpiCodec;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.trace.TraceFormat;
import dev.vigil.settings.SettingsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * {@code debug crypto isakmp} of a head-end with a real site, beside the router's document: the
 * same messages in the same order. The site is asked oftener than a router could, to save time.
 */
class DebugTraceTest {
  private static final InetAddress HEAD_END = InetAddress.ofLiteral("127.0.0.1");
  private static final String KEY = "only-for-tests";
  private static final Duration INTERVAL = Duration.ofMillis(1500);
  private static final Duration RETRY = Duration.ofMillis(300);
  private static final String PROBE = "ISAKMP:(SA):Input = IKE_MESG_FROM_TIMER, IKE_TIMER_IM_ALIVE";

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private HeadEnd headEnd;
  private SiteLoop loop;
  private Thread sites;
  private Console console;

  @BeforeEach
  void start() throws Exception {
    RunningConfig running =
        ConfigFile.parse("test", QuickstartConfig.of(HEAD_END, List.of(KEY)), Set.of())
            .running()
            .orElseThrow();
    headEnd =
        HeadEnd.start(
            SettingsFile.parse(
                """
                vigil.udp { listen = ["127.0.0.1"], port = 0, nat-port = 0 }
                vigil.udp { receive-buffer = 256 KiB, send-buffer = 256 KiB }
                vigil.initiate = on-demand
                vigil.store.kind = memory
                """),
            impatient(running.config()));
    console =
        new Console(
            new Node(
                headEnd,
                new RunningStore(running, Set.of(), headEnd::apply),
                Optional.empty(),
                LogRing.ofProgram(),
                InstantSource.system(),
                new TraceFormat(ZoneOffset.UTC)),
            lines::add);
    SecureEntropy entropy = new SecureEntropy();
    Secret secret = Secret.wrap(entropy.bytes(32));
    SiteSettings site =
        new SiteSettings(
            new InetSocketAddress(QuickstartConfig.siteAddress(0), 0),
            socket(false),
            socket(true),
            Secret.ofText(KEY),
            QuickstartConfig.siteHost(0));
    loop =
        new SiteLoop(
            List.of(site),
            new Site.Codecs(CookieCodec.of(secret), SpiCodec.of(secret, 9)),
            entropy,
            InstantSource.system());
    sites = Thread.ofPlatform().daemon().start(this::serve);
  }

  private static HeadEndConfig impatient(HeadEndConfig config) {
    ConfigBuilder builder = new ConfigBuilder(config);
    builder.isakmp =
        builder.isakmp.with(draft ->
            draft.keepalive = Optional.of(new Keepalive(INTERVAL, RETRY, Keepalive.Mode.PERIODIC)));
    return builder.build();
  }

  private InetSocketAddress socket(boolean marked) {
    return headEnd.sockets().stream()
        .filter(socket -> socket.marked() == marked)
        .findFirst()
        .orElseThrow()
        .address();
  }

  private void serve() {
    try {
      loop.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    loop.close();
    sites.join();
    headEnd.close();
  }

  private void powerOn() {
    loop.execute(() -> {
      loop.sites().getFirst().powerOn(loop.now());
      loop.rearm(0);
    });
    await()
        .untilAsserted(() ->
            assertThat(headEnd.counters().get(Counter.ACKS_RECEIVED))
                .as(() -> console.handle("show counters", false).text())
                .isPositive());
  }

  private List<String> messages() {
    return RouterText.of(lines);
  }

  @Test
  void aPeerThatAnswersAndThenFallsSilentReadsAsInTheRoutersDocument() {
    assertThat(console.handle("debug crypto condition peer ipv4 127.1.0.1", false))
        .isEqualTo(Answer.done(""));
    assertThat(console.handle("debug crypto isakmp", false))
        .isEqualTo(Answer.done("Crypto ISAKMP debugging is on\n"));
    powerOn();
    await()
        .untilAsserted(
            () -> assertThat(messages()).anyMatch(line -> line.contains("R_U_THERE_ACK received")));

    List<String> answering = RouterText.ofDocument("router-answering-peer.txt");
    List<String> first = messages();
    int enabled = first.indexOf(answering.getFirst());
    int probe = first.indexOf(PROBE);
    assertThat(enabled).isNotNegative().isLessThan(probe);
    // The document's excerpt leaves the node of its R-U-THERE out.
    assertThat(first.get(probe - 3)).isEqualTo("ISAKMP: set new node N to QM_IDLE");
    int begin = probe - 2;
    int length = answering.size() - 1;
    await().until(() -> messages().size() >= begin + length);
    assertThat(messages().subList(begin, begin + length))
        .containsExactlyElementsOf(answering.subList(1, answering.size()));

    loop.execute(() -> loop.sites().getFirst().powerOff());

    List<String> silent = RouterText.withoutNodes(RouterText.ofDocument("router-silent-peer.txt"));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> headEnd.counters().get(Counter.DEAD_PEERS) == 1);
    await()
        .untilAsserted(() -> {
          List<String> all = RouterText.withoutNodes(messages());
          int last = Math.max(0, all.lastIndexOf(PROBE) - 3);
          assertThat(all.subList(last, all.size())).containsExactlyElementsOf(silent);
        });
    assertThat(lines).noneMatch(line -> line.contains(KEY));
  }
}
