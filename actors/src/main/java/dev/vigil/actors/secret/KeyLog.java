package dev.vigil.actors.secret;

import dev.vigil.protocol.phase1.Phase1Result;
import dev.vigil.settings.InvalidSettings;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes keys for Wireshark, one line an IKE SA as its {@code ikev1_decryption_table} has them:
 * initiator cookie, comma, cipher key, both in hex. For an operator who asked for it: whoever has
 * the file reads the peers' traffic.
 */
public final class KeyLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeyLog.class);

  private final Path file;
  private final BufferedWriter writer;

  private KeyLog(Path file, BufferedWriter writer) {
    this.file = file;
    this.writer = writer;
  }

  /**
   * Opens the file to add to it, mode 0600.
   *
   * @throws InvalidSettings if it cannot be written
   */
  public static KeyLog open(Path file) throws InvalidSettings {
    try {
      KeyLog log = new KeyLog(file, PrivateFile.append(file));
      LOG.warn("key log on file={}: whoever reads it reads the peers' traffic", file);
      return log;
    } catch (IOException failure) {
      throw new InvalidSettings(List.of("%s (vigil.key-log) cannot be written.".formatted(file)));
    }
  }

  /** Adds an SA's line; it is in the file when this returns. Any thread. */
  public synchronized void add(Phase1Result sa) {
    try {
      writer.write(sa.cookies().initiator() + "," + sa.cipherKey().toHexForKeyLog() + "\n");
      writer.flush();
    } catch (IOException failure) {
      LOG.warn("key log lost a line file={} error={}", file, failure.getMessage());
    }
  }

  @Override
  public synchronized void close() {
    try {
      writer.close();
    } catch (IOException failure) {
      LOG.warn("key log lost its end file={} error={}", file, failure.getMessage());
    }
  }
}
