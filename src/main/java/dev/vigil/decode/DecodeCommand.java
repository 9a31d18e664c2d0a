package dev.vigil.decode;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code vigil decode FILE.pcap[ng][.gz] [--keys FILE] [--port N]… [--json]}. */
public final class DecodeCommand {
  private static final String USAGE =
      "Usage: vigil decode FILE.pcap[ng][.gz] [--keys FILE] [--port N]... [--json]";
  private static final int USAGE_ERROR = 64;
  private static final int INPUT_ERROR = 66;

  private record Options(Path file, Optional<Path> keys, Set<Integer> ports, boolean json) {}

  private static final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }

  private DecodeCommand() {}

  /** Runs the command; the result is the process's exit code. */
  public static int run(List<String> arguments, PrintStream out, PrintStream err) {
    try {
      decode(parse(arguments), out);
      return 0;
    } catch (UsageException e) {
      err.println("% " + e.getMessage());
      err.println(USAGE);
      return USAGE_ERROR;
    } catch (IOException e) {
      err.println("% " + e.getMessage());
      return INPUT_ERROR;
    }
  }

  private static Options parse(List<String> arguments) throws UsageException {
    Optional<Path> file = Optional.empty();
    Optional<Path> keys = Optional.empty();
    Set<Integer> ports = new HashSet<>();
    boolean json = false;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      switch (argument) {
        case "--json" -> json = true;
        case "--keys" -> keys = Optional.of(Path.of(value(arguments, ++i)));
        case "--port" -> ports.add(port(value(arguments, ++i)));
        default -> {
          if (argument.startsWith("-") || file.isPresent()) {
            throw new UsageException("Unexpected argument \"%s\".".formatted(argument));
          }
          file = Optional.of(Path.of(argument));
        }
      }
    }
    Path capture = file.orElseThrow(() -> new UsageException("Which capture file?"));
    return new Options(capture, keys, ports, json);
  }

  private static String value(List<String> arguments, int at) throws UsageException {
    if (at >= arguments.size()) {
      throw new UsageException("%s needs a value.".formatted(arguments.getLast()));
    }
    return arguments.get(at);
  }

  private static int port(String text) throws UsageException {
    try {
      int port = Integer.parseInt(text);
      if (port > 0 && port < 65536) {
        return port;
      }
    } catch (NumberFormatException e) {
      // told below, like a number out of range
    }
    throw new UsageException("\"%s\" is not a port (1 to 65535).".formatted(text));
  }

  private static void decode(Options options, PrintStream out) throws IOException {
    DecryptionKeys keys =
        options.keys().isPresent()
            ? DecryptionKeys.read(options.keys().get())
            : DecryptionKeys.NONE;
    UdpReader reader = new UdpReader();
    CaptureDecoder decoder = new CaptureDecoder(keys, options.ports());
    int messages = 0;
    int malformed = 0;
    for (Frame frame : Capture.read(options.file())) {
      Optional<UdpDatagram> datagram = reader.read(frame);
      if (datagram.isEmpty()) {
        continue;
      }
      for (DecodedMessage message : decoder.decode(datagram.get())) {
        messages++;
        malformed += message.malformed().isPresent() && !message.ikev2() ? 1 : 0;
        out.println(options.json() ? JsonForm.of(message) : TextForm.of(message));
      }
    }
    if (!options.json()) {
      out.printf(
          "%d ISAKMP messages, %d of them malformed; %d NAT keepalives, %d ESP in UDP%n",
          messages, malformed, decoder.natKeepalives(), decoder.encapsulatedEsp());
    }
    out.flush();
  }
}
