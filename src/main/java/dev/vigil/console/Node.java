package dev.vigil.console;

import dev.vigil.actors.node.HeadEnd;
import dev.vigil.language.RunningConfig;
import dev.vigil.protocol.trace.TraceFormat;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The running node, as its consoles see it.
 *
 * @param running the configuration that they edit
 * @param startup where {@code write memory} goes; empty: the node was not started from a file
 * @param log the last lines of the log
 * @param format how trace lines and times are written
 */
public record Node(
    HeadEnd headEnd,
    RunningStore running,
    Optional<StartupFile> startup,
    LogRing log,
    InstantSource clock,
    TraceFormat format) {
  /** What the node calls itself where the configuration gives it no name. */
  static final String UNNAMED = "Router";

  /** A node by this machine's clock and time zone, whose configuration any console may change. */
  public static Node of(
      HeadEnd headEnd, RunningConfig running, Optional<StartupFile> startup, LogRing log) {
    return new Node(
        headEnd,
        new RunningStore(running, headEnd.settings().allowInsecure(), headEnd::apply),
        startup,
        log,
        InstantSource.system(),
        new TraceFormat(ZoneId.systemDefault()));
  }

  /** The same for a node of a cluster, whose configuration is that of all nodes. */
  public static Node of(HeadEnd headEnd, SharedConfiguration shared, LogRing log) {
    return new Node(
        headEnd,
        shared.join(headEnd),
        Optional.of(shared.startup()),
        log,
        InstantSource.system(),
        new TraceFormat(ZoneId.systemDefault()));
  }

  NodeFacts facts() {
    Runtime runtime = Runtime.getRuntime();
    Optional<String> version =
        Optional.ofNullable(Node.class.getPackage().getImplementationVersion());
    return new NodeFacts(
        version.orElse("development"),
        hostname(),
        Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()),
        Runtime.version().toString(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        String.valueOf(Node.class.getProtectionDomain().getCodeSource().getLocation()),
        runtime.availableProcessors(),
        runtime.maxMemory());
  }

  String hostname() {
    return running.current().config().hostname().orElse(UNNAMED);
  }
}
