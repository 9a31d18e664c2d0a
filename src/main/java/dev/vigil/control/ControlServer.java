package dev.vigil.control;

import dev.vigil.control.CommandHandler.Answer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on the control socket. A request is one line of UTF-8.
 *
 * <ul>
 *   <li>{@code text } or {@code json } and then the command: the answer is a line with the exit
 *       code, then the text up to the end of the stream.
 *   <li>{@code console terminal} or {@code console pipe}: an interactive session; from there on
 *       both sides send a {@link Frame} after another. A terminal's first is its window.
 * </ul>
 */
public final class ControlServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
  private static final int MOST_CONNECTIONS = 64;

  /** So that idle consoles leave room for commands. */
  private static final int MOST_CONSOLES = 32;

  private static final int LONGEST_REQUEST = 8 * 1024;
  private static final int UNAVAILABLE = 69;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Path path;
  private final ServerSocketChannel server;
  private final Semaphore places = new Semaphore(MOST_CONNECTIONS);
  private final Semaphore consoles = new Semaphore(MOST_CONSOLES);
  private final ExecutorService workers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("control-", 0).factory());

  private ControlServer(Path path, ServerSocketChannel server) {
    this.path = path;
    this.server = server;
  }

  /**
   * Opens the socket, readable and writable for its owner only; requests wait for {@link #serve}.
   * One that a dead process left behind is replaced; one that answers is not.
   *
   * @throws IOException with a sentence for the operator
   */
  public static ControlServer open(Path path) throws IOException {
    try {
      prepare(path);
    } catch (FileSystemException e) {
      throw refused(path, e);
    }
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(path));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      server.close();
      throw refused(path, e);
    }
    return new ControlServer(path, server);
  }

  private static IOException refused(Path path, IOException cause) {
    String reason =
        switch (cause) {
          case AccessDeniedException _ -> "no permission for " + path.toAbsolutePath().getParent();
          case FileSystemException file when file.getReason() != null -> file.getReason();
          default -> String.valueOf(cause.getMessage());
        };
    return new IOException(
        "The control socket %s cannot be opened: %s.".formatted(path, reason), cause);
  }

  /** From now on requests are answered, by {@code handler}; consoles are turned away. */
  public ControlServer serve(CommandHandler handler) {
    return serve(
        handler,
        line -> {
          refuse(line, "% There is no console here.\n");
          return UNAVAILABLE;
        });
  }

  /** From now on commands are answered by {@code handler}, consoles by {@code sessions}. */
  public ControlServer serve(CommandHandler handler, SessionHandler sessions) {
    Thread.ofPlatform().daemon().name("control-accept").start(() -> accept(handler, sessions));
    return this;
  }

  private static void prepare(Path path) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    if (!Files.exists(path)) {
      return;
    }
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      probe.connect(UnixDomainSocketAddress.of(path));
      throw new IOException("Another node already answers on the control socket " + path + ".");
    } catch (java.net.ConnectException e) {
      Files.delete(path);
    }
  }

  private void accept(CommandHandler handler, SessionHandler sessions) {
    while (server.isOpen()) {
      try {
        SocketChannel client = server.accept();
        if (places.tryAcquire()) {
          workers.execute(() -> serve(client, handler, sessions));
        } else {
          client.close();
        }
      } catch (ClosedChannelException e) {
        LOG.debug("control socket closed");
      } catch (IOException e) {
        // Such as too many open files: the console must be there again when that is over.
        LOG.warn("control client lost path={} reason=\"{}\"", path, e.getMessage());
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private void serve(SocketChannel client, CommandHandler handler, SessionHandler sessions) {
    try (client) {
      InputStream in = new BufferedInputStream(Channels.newInputStream(client));
      String request = request(in);
      int space = request.indexOf(' ');
      String form = space < 0 ? request : request.substring(0, space);
      String line = space < 0 ? "" : request.substring(space + 1);
      if (form.equals("console")) {
        converse(new SocketLine(client, in, line.equals("terminal")), sessions);
        return;
      }
      Answer answer = answer(handler, line, form.equals("json"));
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(answer.exit() + "\n" + answer.text());
      while (bytes.hasRemaining()) {
        client.write(bytes);
      }
    } catch (IOException e) {
      LOG.debug("a control client went away: {}", e.getMessage());
    } finally {
      places.release();
    }
  }

  private void converse(ConsoleLine line, SessionHandler sessions) throws IOException {
    int exit = UNAVAILABLE;
    if (!consoles.tryAcquire()) {
      refuse(line, "% All consoles are in use.\n");
    } else {
      try {
        exit = sessions.serve(line);
      } catch (RuntimeException e) {
        LOG.error("console session failed", e);
        refuse(line, "% Internal error; the node's log has the details.\n");
      } finally {
        consoles.release();
      }
    }
    line.write(new Frame.Exit(exit));
  }

  private static void refuse(ConsoleLine line, String sentence) {
    try {
      line.write(new Frame.Data(sentence.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      LOG.debug("a console went away: {}", e.getMessage());
    }
  }

  /** A fault in a command must not take the console down with it. */
  private static Answer answer(CommandHandler handler, String line, boolean json) {
    try {
      return handler.handle(line, json);
    } catch (RuntimeException e) {
      LOG.error("command failed", e);
      return Answer.refused("% Internal error; the node's log has the details.\n");
    }
  }

  private static String request(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    while (next >= 0 && next != '\n') {
      line.write(next);
      if (line.size() > LONGEST_REQUEST) {
        throw new IOException("request too long");
      }
      next = in.read();
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /** Stops listening and removes the socket. */
  @Override
  public void close() throws IOException {
    if (server.isOpen()) {
      server.close();
      workers.shutdownNow();
      Files.deleteIfExists(path);
    }
  }
}
