package dev.vigil.actors.names;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resolves host names, and keeps up with those of the configuration: they are looked up when it
 * comes into force and every {@value #REFRESH_MINUTES} minutes, so that first messages from where
 * they stand for are known. Nobody who calls is kept waiting. Safe for use by several threads.
 *
 * <p>Look-ups run on a few threads of their own: the system's resolver blocks in native code, for
 * many seconds when its servers are away, and would hold a virtual thread's carrier all that time.
 * A question about a name that is being looked up waits for that answer. If the name service fails
 * for a while, what names stood for last stays known.
 */
public final class NameBook implements AutoCloseable {
  static final int REFRESH_MINUTES = 5;
  private static final int THREADS = 8;

  /** Of a configuration with many names; the other threads are for who waits for an answer. */
  private static final int REFRESHED_AT_ONCE = 4;

  private static final Logger LOG = LoggerFactory.getLogger(NameBook.class);

  private final NameService service;
  private final Duration patience;
  private final ThreadPoolExecutor threads;
  private final Map<String, CompletableFuture<Resolution>> underWay = new ConcurrentHashMap<>();
  private final LearnedAddresses learned = new LearnedAddresses();
  private final Set<String> unresolved = ConcurrentHashMap.newKeySet();
  private volatile Followed followed = Followed.NOTHING;

  /** The names of the configuration, and what it says itself that host names stand for. */
  private record Followed(
      long number, Set<String> names, Map<String, List<InetAddress>> hosts, boolean asks) {
    private static final Followed NOTHING = new Followed(0, Set.of(), Map.of(), true);
  }

  public NameBook() {
    this(NameService.OF_SYSTEM, Duration.ofSeconds(8));
  }

  /**
   * @param patience after which a question counts as not answered
   */
  NameBook(NameService service, Duration patience) {
    this.service = service;
    this.patience = patience;
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("vigil-names-", 0).daemon().factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Asks, though it was asked before: names of {@code ip host} aside, which stand for what is
   * written there.
   *
   * @return completed in any case, within the time that an answer may take
   */
  public CompletionStage<Resolution> resolve(String hostName) {
    String name = hostName.toLowerCase(Locale.ROOT);
    Resolution late = Resolution.failed(name, "no answer from the name service");
    return answer(name)
        .copy()
        .completeOnTimeout(late, patience.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(this::learn);
  }

  private CompletableFuture<Resolution> answer(String name) {
    Followed config = followed;
    List<InetAddress> fixed = config.hosts().get(name);
    if (fixed != null) {
      return CompletableFuture.completedFuture(new Resolution(name, fixed, ""));
    }
    return config.asks()
        ? underWay.computeIfAbsent(name, this::ask)
        : CompletableFuture.completedFuture(
            Resolution.failed(name, "no ip domain lookup is configured"));
  }

  private CompletableFuture<Resolution> ask(String name) {
    CompletableFuture<Resolution> answer = new CompletableFuture<>();
    try {
      threads.execute(() -> {
        Resolution resolution = lookUp(name);
        underWay.remove(name);
        answer.complete(resolution);
      });
    } catch (RejectedExecutionException closed) {
      answer.complete(Resolution.failed(name, "the node stops"));
    }
    return answer;
  }

  private Resolution lookUp(String name) {
    try {
      return new Resolution(name, service.lookUp(name), "");
    } catch (UnknownHostException unknown) {
      return Resolution.failed(name, "the name service knows no address");
    } catch (RuntimeException fault) {
      LOG.error("name service failed name={}", name, fault);
      return Resolution.failed(name, "the name service failed");
    }
  }

  private Resolution learn(Resolution resolution) {
    String name = resolution.hostName();
    if (!followed.names().contains(name)) {
      return resolution;
    }
    if (resolution.addresses().isEmpty()) {
      if (unresolved.add(name)) {
        LOG.warn("host name does not resolve name={} detail=\"{}\"", name, resolution.failure());
      }
      return resolution;
    }
    boolean again = unresolved.remove(name);
    if (learned.learn(name, resolution.addresses()) || again) {
      LOG.info(
          "host name resolves name={} addresses={}",
          name,
          resolution.addresses().stream().map(InetAddress::getHostAddress).toList());
    }
    return resolution;
  }

  /** The host names that stand for this address now, in lower case and in order. */
  public List<String> namesOf(InetAddress address) {
    return learned.namesOf(address);
  }

  /** What is known of each name that stands for this address now. */
  public List<Resolution> standingFor(InetAddress address) {
    return namesOf(address).stream()
        .flatMap(name -> learned.addressesOf(name).map(a -> new Resolution(name, a, "")).stream())
        .toList();
  }

  /** What a name of the configuration stood for when it was last resolved, best first. */
  public Optional<InetAddress> addressOf(String hostName) {
    return learned
        .addressesOf(hostName.toLowerCase(Locale.ROOT))
        .flatMap(a -> a.stream().findFirst());
  }

  /**
   * Keeps up with these from now on, and with no others.
   *
   * @param names in lower case
   * @param hosts {@code ip host}, by the name in lower case
   */
  public void follow(Set<String> names, Map<String, List<InetAddress>> hosts) {
    follow(names, hosts, true);
  }

  /**
   * As {@link #follow(Set, Map)}.
   *
   * @param asks {@code ip domain lookup}: whether the name service is asked for other names
   */
  public synchronized void follow(
      Set<String> names, Map<String, List<InetAddress>> hosts, boolean asks) {
    Followed next = new Followed(followed.number() + 1, Set.copyOf(names), Map.copyOf(hosts), asks);
    followed = next;
    learned.retain(next.names());
    unresolved.retainAll(next.names());
    refresh(next);
  }

  private void refresh(Followed which) {
    if (isOver(which) || which.names().isEmpty() || threads.isShutdown()) {
      return;
    }
    Queue<String> waiting = new ConcurrentLinkedQueue<>(which.names().stream().sorted().toList());
    AtomicInteger busy = new AtomicInteger(REFRESHED_AT_ONCE);
    for (int i = 0; i < REFRESHED_AT_ONCE; i++) {
      refreshNext(waiting, busy, which);
    }
  }

  /**
   * One name after the other, however long each takes: of a silent name service no more is asked at
   * once, and no new round begins before the last one is through.
   */
  private void refreshNext(Queue<String> waiting, AtomicInteger busy, Followed which) {
    String name = waiting.poll();
    if (name != null && !isOver(which)) {
      var _ =
          answer(name)
              .thenApply(this::learn)
              .whenCompleteAsync((_, _) -> refreshNext(waiting, busy, which));
    } else if (busy.decrementAndGet() == 0) {
      CompletableFuture.delayedExecutor(REFRESH_MINUTES, TimeUnit.MINUTES)
          .execute(() -> refresh(which));
    }
  }

  /** Whether the configuration is another one by now. */
  private boolean isOver(Followed which) {
    return followed.number() != which.number();
  }

  /** Asks nobody any more. */
  @Override
  public synchronized void close() {
    followed = Followed.NOTHING;
    threads.shutdownNow();
  }
}
