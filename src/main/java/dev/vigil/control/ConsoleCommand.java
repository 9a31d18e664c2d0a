package dev.vigil.control;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code vigil console [--socket PATH]}: an interactive session with the running node. All of it,
 * line editing included, is the node's work: here bytes go to and fro.
 */
public final class ConsoleCommand {
  private static final String USAGE = "Usage: vigil console [--socket PATH]";
  private static final int USAGE_ERROR = 64;
  private static final int UNAVAILABLE = 69;
  private static final int CHUNK = 8 * 1024;

  private ConsoleCommand() {}

  /**
   * Runs the session on standard input and output.
   *
   * @param socket where the node listens unless the arguments say otherwise
   * @return the exit code: 0, or 69 if no node answers or the connection is lost
   */
  public static int run(
      List<String> arguments,
      Supplier<Path> socket,
      InputStream in,
      PrintStream out,
      PrintStream err) {
    if (arguments.equals(List.of("--help")) || arguments.equals(List.of("-h"))) {
      out.println(USAGE);
      return 0;
    }
    boolean named = arguments.size() == 2 && arguments.getFirst().equals("--socket");
    if (!named && !arguments.isEmpty()) {
      err.println(USAGE);
      return USAGE_ERROR;
    }
    Path path = named ? Path.of(arguments.get(1)) : socket.get();
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(path));
      return converse(channel, in, out, err);
    } catch (IOException e) {
      err.println(ExecCommand.unreachable(path));
      return UNAVAILABLE;
    }
  }

  private static int converse(
      SocketChannel channel, InputStream in, PrintStream out, PrintStream err) {
    Optional<Tty> tty = Tty.takeOver();
    try {
      send(
          channel,
          ("console " + (tty.isPresent() ? "terminal" : "pipe") + "\n")
              .getBytes(StandardCharsets.US_ASCII));
      if (tty.isPresent()) {
        Tty terminal = tty.get();
        send(channel, terminal.window().encode());
        Tty.onResize(() -> resized(channel, terminal));
      }
      Thread.ofPlatform().daemon().name("keyboard").start(() -> forward(in, channel));
      int exit = show(channel, out);
      if (exit < 0) {
        tty.ifPresent(Tty::close);
        err.println("% The node closed the connection.");
      }
      return exit < 0 ? UNAVAILABLE : exit;
    } catch (IOException e) {
      tty.ifPresent(Tty::close);
      err.println("% The connection to the node is lost.");
      return UNAVAILABLE;
    } finally {
      tty.ifPresent(Tty::close);
    }
  }

  private static void resized(SocketChannel channel, Tty terminal) {
    try {
      send(channel, terminal.window().encode());
    } catch (IOException e) {
      // The session is over, which its own thread says.
    }
  }

  private static void forward(InputStream in, SocketChannel channel) {
    byte[] chunk = new byte[CHUNK];
    try {
      int n = in.read(chunk);
      while (n >= 0) {
        send(channel, new Frame.Data(Arrays.copyOf(chunk, n)).encode());
        n = in.read(chunk);
      }
      channel.shutdownOutput();
    } catch (IOException e) {
      // The session is over, which its own thread says.
    }
  }

  /** Two threads send: a frame must not come into the middle of another. */
  private static void send(SocketChannel channel, byte[] bytes) throws IOException {
    synchronized (channel) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
  }

  /** The exit code; -1 if the connection ends without one. */
  private static int show(SocketChannel channel, PrintStream out) throws IOException {
    InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
    for (Optional<Frame> frame = Frame.read(in); frame.isPresent(); frame = Frame.read(in)) {
      switch (frame.get()) {
        case Frame.Data(byte[] bytes) -> {
          out.write(bytes, 0, bytes.length);
          out.flush();
        }
        case Frame.Exit(int code) -> {
          return code;
        }
        case Frame.Window _ -> throw new IOException("the node has no window");
      }
    }
    return -1;
  }
}
