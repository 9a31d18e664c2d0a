package dev.vigil.actors.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Host names, with a name service that a test makes slow, wrong or silent. */
class NameBookTest {
  private static final InetAddress ONE = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress TWO = InetAddress.ofLiteral("192.0.2.2");

  private final Map<String, List<InetAddress>> zone = new ConcurrentHashMap<>();
  private final AtomicInteger questions = new AtomicInteger();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile boolean silent;
  private final NameBook book = new NameBook(this::lookUp, Duration.ofMillis(300));

  private List<InetAddress> lookUp(String name) throws UnknownHostException {
    questions.incrementAndGet();
    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    try {
      if (silent) {
        released.await(20, TimeUnit.SECONDS);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      atOnce.decrementAndGet();
    }
    List<InetAddress> addresses = zone.get(name);
    if (addresses == null) {
      throw new UnknownHostException(name);
    }
    return addresses;
  }

  private Resolution resolve(String name) {
    return book.resolve(name).toCompletableFuture().orTimeout(5, TimeUnit.SECONDS).join();
  }

  @AfterEach
  void close() {
    released.countDown();
    book.close();
  }

  @Test
  void anAnswerIsNeitherKeptNorBoundToCase() {
    zone.put("gw.example.net", List.of(ONE, TWO));
    assertThat(resolve("GW.example.net"))
        .isEqualTo(new Resolution("gw.example.net", List.of(ONE, TWO), ""));
    zone.put("gw.example.net", List.of(TWO));
    assertThat(resolve("gw.example.net").addresses()).containsExactly(TWO);
  }

  @Test
  void aNameWithoutAddressIsAClearFailure() {
    assertThat(resolve("no.example.net"))
        .isEqualTo(
            new Resolution("no.example.net", List.of(), "the name service knows no address"));
  }

  @Test
  void aSilentNameServiceKeepsNobodyWaitingAndIsAskedOnceForEachName() {
    silent = true;
    zone.put("gw.example.net", List.of(ONE));
    for (int i = 0; i < 3; i++) {
      assertThat(resolve("gw.example.net").failure()).isEqualTo("no answer from the name service");
    }
    assertThat(questions).hasValue(1);
    released.countDown();
    silent = false;
    await()
        .untilAsserted(
            () -> assertThat(resolve("gw.example.net").addresses()).containsExactly(ONE));
  }

  @Test
  void whatTheConfigurationSaysOfAHostIsNotAskedFor() {
    zone.put("gw.example.net", List.of(ONE));
    book.follow(Set.of("gw.example.net"), Map.of("gw.example.net", List.of(TWO)));
    assertThat(resolve("gw.example.net").addresses()).containsExactly(TWO);
    assertThat(book.namesOf(TWO)).containsExactly("gw.example.net");
    assertThat(questions).hasValue(0);
  }

  @Test
  void thoseOfTheConfigurationAreKnownBeforeAnybodyAsks() {
    zone.put("a.example.net", List.of(ONE, TWO));
    zone.put("b.example.net", List.of(ONE));
    book.follow(Set.of("a.example.net", "b.example.net", "c.example.net"), Map.of());
    await()
        .untilAsserted(
            () -> assertThat(book.namesOf(ONE)).containsExactly("a.example.net", "b.example.net"));
    assertThat(book.namesOf(TWO)).containsExactly("a.example.net");
    assertThat(book.standingFor(TWO))
        .containsExactly(new Resolution("a.example.net", List.of(ONE, TWO), ""));
    assertThat(book.addressOf("B.example.net")).contains(ONE);
    book.follow(Set.of("b.example.net"), Map.of());
    assertThat(book.namesOf(TWO)).isEmpty();
    assertThat(book.namesOf(ONE)).containsExactly("b.example.net");
  }

  @Test
  void whatANameStoodForStaysKnownWhileTheNameServiceFails() {
    zone.put("gw.example.net", List.of(ONE));
    book.follow(Set.of("gw.example.net"), Map.of());
    await().until(() -> !book.namesOf(ONE).isEmpty());
    zone.clear();
    assertThat(resolve("gw.example.net").addresses()).isEmpty();
    assertThat(book.namesOf(ONE)).containsExactly("gw.example.net");
    zone.put("gw.example.net", List.of(TWO));
    resolve("gw.example.net");
    assertThat(book.namesOf(ONE)).isEmpty();
    assertThat(book.namesOf(TWO)).containsExactly("gw.example.net");
  }

  @Test
  void namesOfNoConfigurationAreAnsweredButNotLearned() {
    zone.put("gw.example.net", List.of(ONE));
    assertThat(resolve("gw.example.net").addresses()).containsExactly(ONE);
    assertThat(book.namesOf(ONE)).isEmpty();
  }

  /** Those who wait for an answer find a thread, however many names are being kept up with. */
  @Test
  void aSilentNameServiceIsNotAskedForMoreAndMoreNames() {
    silent = true;
    Set<String> names = ConcurrentHashMap.newKeySet();
    for (int i = 0; i < 50; i++) {
      names.add("site" + i + ".example.net");
    }
    book.follow(names, Map.of());
    await().until(() -> questions.get() == 4);
    assertThat(resolve("other.example.net").failure()).isEqualTo("no answer from the name service");
    assertThat(questions).hasValue(5);
  }

  @Test
  void manyNamesAreLookedUpAFewAtATime() {
    Set<String> names = ConcurrentHashMap.newKeySet();
    for (int i = 0; i < 200; i++) {
      names.add("site" + i + ".example.net");
      zone.put("site" + i + ".example.net", List.of(ONE));
    }
    book.follow(names, Map.of());
    await().until(() -> book.namesOf(ONE).size() == 200);
    assertThat(mostAtOnce.get()).isBetween(1, 8);
    assertThat(questions).hasValue(200);
  }
}
