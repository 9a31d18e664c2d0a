package dev.vigil.interop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** dumpcap on one device of a namespace, recording IKE until it is closed. */
final class Capture implements AutoCloseable {
  private static final Duration WITHIN = Duration.ofSeconds(10);

  private final Path file;
  private final Daemon dumpcap;

  private Capture(Path file, Daemon dumpcap) {
    this.file = file;
    this.dumpcap = dumpcap;
  }

  /** Starts recording; when it returns, no packet is missed any more. */
  static Capture start(Namespace namespace, String device, Path file) {
    Daemon dumpcap =
        Daemon.start(
            "dumpcap",
            file.resolveSibling(file.getFileName() + ".out"),
            Map.of(),
            namespace.inside(
                "dumpcap",
                "-q",
                "-i",
                device,
                "-f",
                "udp port 500 or udp port 4500",
                "-w",
                file.toString()));
    dumpcap.output().await("^File: ", WITHIN);
    return new Capture(file, dumpcap);
  }

  /** Ends the recording and gives the file. */
  Path finish() {
    // dumpcap hands over packets in batches, at the latest after a tenth of a second.
    Await.pause(Duration.ofMillis(400));
    dumpcap.terminate(WITHIN);
    return file;
  }

  /** Finishes and lets tshark read the file; {@code keyLog} is null where there are no keys. */
  List<IsakmpFrame> frames(@Nullable Path keyLog) {
    return Tshark.frames(finish(), keyLog);
  }

  @Override
  public void close() {
    dumpcap.close();
  }
}
