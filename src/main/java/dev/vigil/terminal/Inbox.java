package dev.vigil.terminal;

import dev.vigil.control.ConsoleLine;
import dev.vigil.control.Frame;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** All that a terminal's one thread reacts to, in order. A thread of its own reads the line. */
final class Inbox {
  /** Frames that may wait before the line is read no more. */
  private static final int BOUND = 64;

  /** Something happened. */
  sealed interface Event {
    record Input(Frame frame) implements Event {}

    /** There are lines to show. */
    record Wake() implements Event {}

    /** Nothing more will come. */
    record End() implements Event {}
  }

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(BOUND);
  private final AtomicBoolean waking = new AtomicBoolean();

  /** Begins to read. */
  void listen(ConsoleLine line) {
    Thread.ofVirtual().name("console-input").start(() -> read(line));
  }

  private void read(ConsoleLine line) {
    try {
      for (Optional<Frame> frame = line.read(); frame.isPresent(); frame = line.read()) {
        room.acquire();
        events.add(new Event.Input(frame.get()));
      }
    } catch (IOException e) {
      // The console is gone, which the end says.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    events.add(new Event.End());
  }

  /** Lets the terminal's thread know that there are lines to show; never waits. */
  void wake() {
    if (waking.compareAndSet(false, true)) {
      events.add(new Event.Wake());
    }
  }

  /** What is there already. */
  Optional<Event> poll() {
    return taken(events.poll());
  }

  /** Waits at most so long. */
  Optional<Event> poll(Duration patience) {
    try {
      return taken(events.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      return ended();
    }
  }

  /** Waits. */
  Event take() {
    try {
      return taken(events.take()).orElseThrow();
    } catch (InterruptedException e) {
      return ended().orElseThrow();
    }
  }

  /** The node stops: as if the console had gone. */
  private static Optional<Event> ended() {
    Thread.currentThread().interrupt();
    return Optional.of(new Event.End());
  }

  private Optional<Event> taken(@Nullable Event event) {
    switch (event) {
      case null -> {}
      case Event.Input _ -> room.release();
      case Event.Wake _ -> waking.set(false);
      // It stays the last one for whoever asks again.
      case Event.End end -> events.add(end);
    }
    return Optional.ofNullable(event);
  }
}
