package dev.vigil.actors.store.postgres;

import dev.vigil.actors.store.Epoch;
import dev.vigil.actors.store.Fenced;
import dev.vigil.actors.store.StoreLag;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.Done;

/** Writes what waits in one transaction, in order. */
final class Writer implements AutoCloseable {
  private static final int BATCH = 500;

  private record Job(Database.Change change, CompletableFuture<Done> done, long since) {}

  private final Database database;
  private final Duration gather;
  private final LinkedBlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final Thread thread;
  private volatile long oldest;
  private volatile boolean going = true;

  private Writer(Database database, Duration gather) {
    this.database = database;
    this.gather = gather;
    this.thread = Thread.ofVirtual().name("vigil-store-writer").unstarted(this::run);
  }

  static Writer start(Database database, Duration gather) {
    Writer writer = new Writer(database, gather);
    writer.thread.start();
    return writer;
  }

  CompletionStage<Done> write(Database.Change change) {
    CompletableFuture<Done> done = new CompletableFuture<>();
    if (!going) {
      done.completeExceptionally(new IOException("the store is closed"));
      return done;
    }
    waiting.incrementAndGet();
    jobs.add(new Job(change, done, System.nanoTime()));
    return done;
  }

  StoreLag lag() {
    int count = waiting.get();
    return count == 0
        ? StoreLag.NONE
        : new StoreLag(count, Duration.ofNanos(Math.max(0, System.nanoTime() - oldest)));
  }

  private void run() {
    List<Job> batch = new ArrayList<>();
    while (going || !jobs.isEmpty()) {
      batch.clear();
      try {
        Job first = jobs.poll(100, TimeUnit.MILLISECONDS);
        if (first == null) {
          continue;
        }
        oldest = first.since();
        batch.add(first);
        if (jobs.isEmpty()) {
          Thread.sleep(gather);
        }
        jobs.drainTo(batch, BATCH - 1);
      } catch (InterruptedException unexpected) {
        going = false;
      }
      write(batch);
    }
  }

  private void write(List<Job> batch) {
    try {
      Set<Epoch> on = database.write(batch.stream().map(Job::change).toList());
      waiting.addAndGet(-batch.size());
      for (Job job : batch) {
        if (on.contains(job.change().epoch())) {
          job.done().complete(Done.getInstance());
        } else {
          job.done().completeExceptionally(new Fenced(job.change().epoch()));
        }
      }
    } catch (SQLException | RuntimeException failure) {
      waiting.addAndGet(-batch.size());
      IOException told = new IOException("the database did not take it: " + failure.getMessage());
      batch.forEach(job -> job.done().completeExceptionally(told));
    }
  }

  @Override
  public void close() {
    going = false;
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
