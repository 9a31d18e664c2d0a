package dev.vigil.control;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A console at the other end of the control socket. */
final class SocketLine implements ConsoleLine {
  private static final Logger LOG = LoggerFactory.getLogger(SocketLine.class);

  private final SocketChannel channel;
  private final InputStream in;
  private final boolean terminal;

  SocketLine(SocketChannel channel, InputStream in, boolean terminal) {
    this.channel = channel;
    this.in = in;
    this.terminal = terminal;
  }

  /** The kernel says who it is; what the client says of itself proves nothing. */
  @Override
  public String user() {
    try {
      return channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
    } catch (IOException | UnsupportedOperationException e) {
      return "console";
    }
  }

  @Override
  public boolean isTerminal() {
    return terminal;
  }

  @Override
  public Optional<Frame> read() throws IOException {
    return Frame.read(in);
  }

  @Override
  public void write(Frame frame) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(frame.encode());
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("a console was lost while it closed: {}", e.getMessage());
    }
  }
}
