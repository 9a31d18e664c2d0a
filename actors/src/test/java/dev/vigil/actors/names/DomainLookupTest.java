package dev.vigil.actors.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code no ip domain lookup}: nobody is asked; {@code ip host} is known all the same. */
class DomainLookupTest {
  private static final InetAddress ADDRESS = InetAddress.ofLiteral("10.0.0.1");

  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final NameBook book =
      new NameBook(
          name -> {
            asked.add(name);
            return List.of(ADDRESS);
          },
          Duration.ofSeconds(5));

  @AfterEach
  void close() {
    book.close();
  }

  private Resolution resolve(String name) throws Exception {
    return book.resolve(name).toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void theNameServiceIsAskedOnlyIfItMayBe() throws Exception {
    Map<String, List<InetAddress>> hosts = Map.of("fixed", List.of(ADDRESS));
    book.follow(Set.of("fixed", "other"), hosts, false);
    assertThat(resolve("fixed").addresses()).containsExactly(ADDRESS);
    assertThat(resolve("other").addresses()).isEmpty();
    assertThat(resolve("other").failure()).isEqualTo("no ip domain lookup is configured");
    assertThat(asked).isEmpty();

    book.follow(Set.of("fixed", "other"), hosts, true);
    assertThat(resolve("other").addresses()).containsExactly(ADDRESS);
    assertThat(asked).contains("other").doesNotContain("fixed");
  }
}
