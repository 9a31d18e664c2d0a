package dev.vigil.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two consoles side by side: each has a trace and a place of its own, both edit one node. */
class MonitorTest {
  private Rig rig;
  private Seat first;
  private Seat second;

  /** A console that is typed at while it is read. */
  private static final class Seat {
    private final PrintStream keys;
    private final StringBuilder shown = new StringBuilder();

    Seat(Rig rig) throws IOException {
      PipedInputStream input = new PipedInputStream(64 * 1024);
      keys = new PrintStream(new PipedOutputStream(input), true, StandardCharsets.UTF_8);
      Thread.ofPlatform().daemon().start(() -> rig.pipe(input, screen()));
      type("enable", "s3cret");
      await("hub#");
    }

    private PrintStream screen() {
      return new PrintStream(
          new OutputStream() {
            @Override
            public void write(int b) {
              synchronized (shown) {
                shown.append((char) b);
              }
            }
          },
          true,
          StandardCharsets.UTF_8);
    }

    void type(String... lines) {
      List.of(lines).forEach(line -> keys.print(line + "\n"));
    }

    void await(String text) {
      org.awaitility.Awaitility.await().untilAsserted(() -> assertThat(shown()).contains(text));
    }

    String shown() {
      synchronized (shown) {
        return shown.toString();
      }
    }

    void forget() {
      synchronized (shown) {
        shown.setLength(0);
      }
    }
  }

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    rig = new Rig(folder);
    first = new Seat(rig);
    second = new Seat(rig);
  }

  @AfterEach
  void stop() throws IOException {
    rig.close();
  }

  @Test
  void aTraceComesToTheConsoleThatAskedForIt() {
    first.type("debug crypto condition peer ipv4 127.0.0.2", "debug crypto isakmp");
    first.await("Crypto ISAKMP debugging is on\n");
    second.type("debug crypto condition peer ipv4 127.0.0.77", "debug crypto isakmp");
    second.await("Crypto ISAKMP debugging is on\n");
    second.forget();
    first.type("clear crypto session");
    first.await("%CRYPTO-5-SESSION_STATUS: Crypto tunnel is DOWN.  Peer 127.0.0.2:");
    rig.bringUp();
    first.await("Old State = IKE_R_MM5  New State = IKE_P1_COMPLETE");

    assertThat(second.shown()).isEmpty();
    first.type("terminal no monitor");
    first.await("hub#terminal no monitor\nhub#");
    first.forget();
    rig.log.add("a line of the log");
    first.type("clear crypto isakmp", "show debugging");
    first.await("Crypto ISAKMP debugging is on");
    await()
        .during(Duration.ofMillis(500))
        .untilAsserted(() -> assertThat(first.shown()).doesNotContain("*", "a line of the log"));
  }

  @Test
  void theLogComesToWhoMonitorsIt() {
    first.type("terminal monitor");
    first.await("hub#terminal monitor\nhub#");
    rig.log.add("a line of the log");
    first.await("\na line of the log\nhub#");
    first.type("show logging | include of the log", "show users | include vty");
    first.await("*  0 vty 0");
    first.await("   1 vty 1");
    assertThat(second.shown()).doesNotContain("of the log");
  }

  @Test
  void oneConsolesChangeIsTheOthersAtOnce() {
    first.type("configure terminal", "crypto map green 1 ipsec-isakmp", "set peer 127.0.0.3");
    second.type("configure terminal", "crypto map green 1 ipsec-isakmp", "set peer 127.0.0.4");
    first.await("set peer 127.0.0.3\nhub(config-crypto-map)#");
    second.await("set peer 127.0.0.4\nhub(config-crypto-map)#");
    await()
        .untilAsserted(() -> assertThat(Rig.green(rig.hub.config()).getFirst().peers()).hasSize(3));
    second.type("hostname hq", "end");
    second.await("%SYS-5-CONFIG_I: Configured from console by");
    second.await("\nhq#");
    first.type("end");
    first.await("\nhq#");
    first.type("show running-config | section green 1");
    first.await(" set peer 127.0.0.3");
    first.await(" set peer 127.0.0.4");
  }
}
