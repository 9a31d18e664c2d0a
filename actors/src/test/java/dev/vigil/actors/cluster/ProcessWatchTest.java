package dev.vigil.actors.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real processes that are stopped, killed and mistaken for others. */
class ProcessWatchTest {
  private Process process;
  private ProcessIdentity identity;

  @BeforeEach
  void startProcess() throws Exception {
    ProcessIdentity own = ProcessIdentity.own().orElse(null);
    assumeTrue(own != null, "this system has no /proc");
    process = new ProcessBuilder("sleep", "60").start();
    identity = ProcessIdentity.of(process.pid()).orElseThrow();
  }

  @AfterEach
  void endProcess() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  @Test
  void aKilledProcessIsToldWithinMillisecondsAndOnce() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    AtomicInteger times = new AtomicInteger();
    var _ =
        ProcessWatch.of(
                identity,
                () -> {
                  times.incrementAndGet();
                  told.countDown();
                })
            .orElseThrow();

    process.destroyForcibly();

    assertThat(told.await(500, TimeUnit.MILLISECONDS)).isTrue();
    assertThat(times).hasValue(1);
  }

  @Test
  void aStoppedProcessIsNotDead() throws Exception {
    AtomicInteger times = new AtomicInteger();
    var _ = ProcessWatch.of(identity, times::incrementAndGet).orElseThrow();

    new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start().waitFor();

    await().during(Duration.ofMillis(1500)).until(() -> times.get() == 0);
  }

  @Test
  void anotherProcessWithTheSameNumberIsNotWatched() {
    ProcessIdentity earlier =
        new ProcessIdentity(
            identity.boot(), identity.namespace(), identity.pid(), identity.started() - 1);

    assertThat(earlier.runs()).isFalse();
    assertThat(ProcessWatch.of(earlier, () -> {})).isEmpty();
  }

  @Test
  void aClosedWatchTellsNothing() {
    AtomicInteger times = new AtomicInteger();
    ProcessWatch watch = ProcessWatch.of(identity, times::incrementAndGet).orElseThrow();
    watch.close();

    process.destroyForcibly();

    await().during(Duration.ofMillis(1200)).until(() -> times.get() == 0);
  }

  @Test
  void onlyProcessesOfTheSameBootAndNamespaceAreNeighbours() {
    ProcessIdentity own = ProcessIdentity.own().orElseThrow();

    assertThat(own.neighbour(identity)).isTrue();
    assertThat(own.neighbour(own)).isFalse();
    assertThat(own.neighbour(new ProcessIdentity("other", own.namespace(), 1, 1))).isFalse();
    assertThat(own.neighbour(new ProcessIdentity(own.boot(), "pid:[1]", 1, 1))).isFalse();
  }
}
