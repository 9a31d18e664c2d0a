package dev.vigil.console;

import dev.vigil.actors.configuration.ReplicatedRegister;
import dev.vigil.actors.configuration.SharedText;
import dev.vigil.actors.node.HeadEnd;
import dev.vigil.language.ConfigFile;
import dev.vigil.language.RunningConfig;
import dev.vigil.settings.NodeSettings.InsecureAlgorithm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration of a cluster, on one of its nodes: what it has seen last is in a file of its
 * own, so that it survives when all nodes stop. The startup file counts where the node has seen
 * nothing yet, or when it was edited since: then what it says is put in force on all nodes, as a
 * change.
 */
public final class SharedConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(SharedConfiguration.class);
  private static final String HEAD = "! vigil configuration ";
  private static final int HEAD_FIELDS = 3;

  /** For what the others know to arrive, before an edited startup file becomes a change of it. */
  private static final long SETTLING_SECONDS = 3;

  private final StartupFile startup;
  private final StartupFile kept;
  private final Set<InsecureAlgorithm> allowed;
  private final RunningConfig fromFile;
  private final boolean edited;
  private final Optional<SharedText> known;
  private String startupHash;
  private SharedText last = SharedText.NONE;

  private record Kept(SharedText version, String startupHash) {}

  /**
   * @param directory of the node's own files
   * @param fromFile what the startup file says
   * @throws IOException if one of the files cannot be read
   */
  public SharedConfiguration(
      Path directory, StartupFile startup, RunningConfig fromFile, Set<InsecureAlgorithm> allowed)
      throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path file = directory.resolve("configuration");
    Optional<Kept> before = Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    this.startup = startup;
    this.kept = new StartupFile(file);
    this.allowed = Set.copyOf(allowed);
    this.fromFile = fromFile;
    this.startupHash = hash(startup.read());
    this.edited = before.filter(kept -> !kept.startupHash().equals(startupHash)).isPresent();
    this.known = before.map(Kept::version);
  }

  StartupFile startup() {
    return startup;
  }

  /** What the node starts with. */
  public RunningConfig first() {
    return known
        .flatMap(version -> ConfigFile.parse("configuration", version.text(), allowed).running())
        .orElse(fromFile);
  }

  /** Takes part in the cluster's configuration from now on. */
  RunningStore join(HeadEnd headEnd) {
    ReplicatedRegister register = new ReplicatedRegister(headEnd.system());
    long number = known.map(SharedText::number).orElse(0L);
    RunningStore store =
        new RunningStore(
            new RunningStore.Version(number, first()),
            allowed,
            headEnd::apply,
            Optional.of(register));
    register.follow(version -> Thread.startVirtualThread(() -> seen(version, store)));
    register.offer(known.orElseGet(() -> new SharedText(1, 0, fromFile.render())));
    if (edited) {
      Thread.ofVirtual().name("startup-edited").start(() -> propose(register));
    }
    return store;
  }

  private void propose(ReplicatedRegister register) {
    try {
      TimeUnit.SECONDS.sleep(SETTLING_SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return;
    }
    SharedText now = register.current();
    String text = fromFile.render();
    if (now.text().equals(text)) {
      return;
    }
    LOG.info("startup file was edited: the cluster takes it over number={}", now.number() + 1);
    register
        .propose(now.number(), text)
        .whenComplete((proposal, failure) -> {
          if (failure != null) {
            LOG.warn("the edited startup file is not in force on the cluster", failure);
          } else {
            LOG.info("edited startup file {}", proposal.getClass().getSimpleName());
          }
        });
  }

  private synchronized void seen(SharedText version, RunningStore store) {
    if (!version.isAfter(last)) {
      return;
    }
    last = version;
    store.adopt(version);
    try {
      if (version.saved() == version.number()) {
        startup.write(version.text());
        startupHash = hash(version.text());
      }
      kept.write(
          HEAD
              + "%d %d %s\n".formatted(version.number(), version.saved(), startupHash)
              + version.text());
    } catch (IOException failure) {
      LOG.warn("configuration number={} is not on this node's disk", version.number(), failure);
    }
  }

  private static Kept read(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    int end = text.indexOf('\n');
    String[] fields =
        text.startsWith(HEAD) && end > 0
            ? text.substring(HEAD.length(), end).split(" ")
            : new String[0];
    if (fields.length != HEAD_FIELDS) {
      throw new IOException(file + " does not begin as a kept configuration does");
    }
    try {
      return new Kept(
          new SharedText(
              Long.parseLong(fields[0]), Long.parseLong(fields[1]), text.substring(end + 1)),
          fields[2]);
    } catch (NumberFormatException e) {
      throw new IOException(file + " does not begin as a kept configuration does", e);
    }
  }

  private static String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
