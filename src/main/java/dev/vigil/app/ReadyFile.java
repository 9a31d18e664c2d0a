package dev.vigil.app;

import dev.vigil.actors.node.HeadEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file beside the control socket that is touched every second while the node may act for its
 * sites: what a service manager looks at, at no cost and without a port that anybody could reach.
 */
final class ReadyFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReadyFile.class);

  private final Path path;
  private final HeadEnd headEnd;
  private final Thread toucher;

  private ReadyFile(Path path, HeadEnd headEnd) {
    this.path = path;
    this.headEnd = headEnd;
    this.toucher = Thread.ofVirtual().name("ready-file").unstarted(this::touchOn);
  }

  /**
   * @param socket the control socket; the file is called as it is, with {@code .ready} behind it
   */
  static ReadyFile beside(Path socket, HeadEnd headEnd) {
    ReadyFile file = new ReadyFile(socket.resolveSibling(socket.getFileName() + ".ready"), headEnd);
    file.toucher.start();
    return file;
  }

  private void touchOn() {
    boolean failed = false;
    while (true) {
      try {
        failed = !touched(failed);
        TimeUnit.SECONDS.sleep(1);
      } catch (InterruptedException ended) {
        return;
      }
    }
  }

  /**
   * @param failed whether it did last time: that is said once
   */
  private boolean touched(boolean failed) {
    if (!headEnd.mayAct()) {
      return true;
    }
    try {
      if (Files.exists(path)) {
        Files.setLastModifiedTime(path, FileTime.from(Instant.now()));
      } else {
        Files.createFile(path);
      }
      return true;
    } catch (IOException failure) {
      if (!failed) {
        LOG.warn("ready file cannot be written path={}", path, failure);
      }
      return false;
    }
  }

  @Override
  public void close() {
    toucher.interrupt();
    try {
      toucher.join();
      Files.deleteIfExists(path);
    } catch (IOException failure) {
      LOG.warn("ready file stays path={}", path, failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
