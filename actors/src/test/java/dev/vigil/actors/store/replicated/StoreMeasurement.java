package dev.vigil.actors.store.replicated;

import dev.vigil.actors.store.Epoch;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.wire.Octets;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What the replicated store costs, with three members in this process: run as a program, argument
 * the number of peers. The figures of ADR 0015 come from it.
 */
final class StoreMeasurement {
  private static final int SHARDS = 512;
  private static final int SIZE = 600;
  private static final int AT_ONCE = 256;
  private static final Duration EACH = Duration.ofSeconds(10);

  private final List<StoreNode> nodes = new ArrayList<>();
  private final Epoch[] epochs = new Epoch[SHARDS];
  private final Random random = new Random(1);
  private final int peers;

  private StoreMeasurement(int peers) {
    this.peers = peers;
  }

  public static void main(String[] arguments) throws Exception {
    new StoreMeasurement(Integer.parseInt(arguments[0])).run();
    System.exit(0);
  }

  private void run() throws Exception {
    Path directory = Files.createTempDirectory("vigil-measure");
    for (int index = 0; index < 3; index++) {
      DiskName name = DiskName.in(Files.createDirectories(directory.resolve("n" + index)));
      nodes.add(
          new StoreNode(
              new MemoryDisk(),
              name,
              nodes.isEmpty() ? List.of() : List.of(nodes.getFirst().address())));
    }
    nodes.forEach(node -> node.awaitMembers(3));
    long empty = used();
    for (int round = 0; round < 10; round++) {
      claimMissing();
    }
    preload();
    Thread.sleep(5000);
    System.out.printf(
        "peers=%d bytes of heap a record and node beyond its %d: %d%n",
        peers, SIZE, (used() - empty) / 3 / peers - SIZE);
    idle();
    rate(300);
    rate(1000);
    rate(3000);
    idle();
    takeover();
  }

  /** On a busy machine a cold start may miss its time; callers of the store try again as well. */
  private void claimMissing() {
    List<CompletableFuture<?>> claims = new ArrayList<>();
    for (int shard = 0; shard < SHARDS; shard++) {
      int which = shard;
      if (epochs[shard] == null) {
        claims.add(
            owner(shard)
                .store()
                .claim(shard)
                .thenAccept(epoch -> epochs[which] = epoch)
                .handle((_, _) -> true)
                .toCompletableFuture());
      }
    }
    all(claims);
  }

  private StoreNode owner(int shard) {
    return nodes.get(shard % 3);
  }

  private Octets record() {
    byte[] bytes = new byte[SIZE];
    random.nextBytes(bytes);
    return Octets.wrap(bytes);
  }

  private PeerTag peer(int number) {
    return new PeerTag((number % SHARDS << 15) | number / SHARDS);
  }

  private CompletableFuture<?> put(int number) {
    PeerTag peer = peer(number);
    int shard = number % SHARDS;
    return owner(shard).store().put(epochs[shard], peer, record()).toCompletableFuture();
  }

  private void preload() {
    Map<String, Integer> failed = new ConcurrentHashMap<>();
    long begin = System.nanoTime();
    for (int number = 0; number < peers; number += AT_ONCE) {
      List<CompletableFuture<?>> puts = new ArrayList<>();
      for (int next = number; next < Math.min(peers, number + AT_ONCE); next++) {
        puts.add(
            put(next)
                .handle((_, failure) ->
                    failure == null ? 0 : failed.merge(kind(failure), 1, Integer::sum)));
      }
      all(puts);
    }
    System.out.printf(
        "load of the machine before: %.1f%n",
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    System.out.printf(
        "preloaded %d in %d ms, failed %s%n",
        peers, (System.nanoTime() - begin) / 1_000_000, failed);
  }

  private static void all(List<CompletableFuture<?>> stages) {
    CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new))
        .orTimeout(60, TimeUnit.SECONDS)
        .join();
  }

  private static long used() throws InterruptedException {
    for (int round = 0; round < 3; round++) {
      System.gc();
      Thread.sleep(200);
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static void idle() throws InterruptedException {
    long before = cpu();
    Thread.sleep(EACH.toMillis());
    System.out.printf(
        "idle: %.3f core for three nodes%n", (double) (cpu() - before) / EACH.toNanos());
  }

  private void rate(int perSecond) {
    int count = (int) (perSecond * EACH.toSeconds());
    long[] took = new long[count];
    Map<String, Integer> failed = new ConcurrentHashMap<>();
    List<CompletableFuture<?>> puts = new ArrayList<>(count);
    long cpu = cpu();
    long begin = System.nanoTime();
    for (int index = 0; index < count; index++) {
      long due = begin + index * 1_000_000_000L / perSecond;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(200_000);
      }
      int which = index;
      puts.add(
          put(random.nextInt(peers))
              .handle((_, failure) -> {
                took[which] = System.nanoTime() - due;
                return failure == null ? 0 : failed.merge(kind(failure), 1, Integer::sum);
              }));
    }
    all(puts);
    double core = (double) (cpu() - cpu) / (System.nanoTime() - begin);
    Arrays.sort(took);
    System.out.printf(
        "%d writes/s: p50 %.2f ms, p99 %.2f ms, max %.2f ms, failed %s, %.2f core%n",
        perSecond,
        took[count / 2] / 1e6,
        took[count * 99 / 100] / 1e6,
        took[count - 1] / 1e6,
        failed,
        core);
  }

  private static String kind(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getClass().getSimpleName();
  }

  private void takeover() {
    StoreNode gone = nodes.getFirst();
    gone.kill();
    nodes.get(1).awaitMembers(2);
    nodes.get(2).awaitMembers(2);
    List<CompletableFuture<?>> claims = new ArrayList<>();
    long begin = System.nanoTime();
    for (int shard = 0; shard < SHARDS; shard += 3) {
      claims.add(nodes.get(1 + shard % 2).store().claim(shard).toCompletableFuture());
    }
    all(claims);
    System.out.printf(
        "%d claims by two nodes: %d ms%n", claims.size(), (System.nanoTime() - begin) / 1_000_000);
  }
}
