package dev.vigil.console;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that the node reads its configuration from at start. It is replaced as a whole: whatever
 * happens meanwhile, what is found under its name is the old text or the new one, to the last byte.
 */
public final class StartupFile {
  private static final Logger LOG = LoggerFactory.getLogger(StartupFile.class);

  /** The text may hold keys: nobody else reads it, not even before it has its name. */
  private static final FileAttribute<Set<PosixFilePermission>> SECRET =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path path;

  public StartupFile(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  /** The text as it was read or written last. */
  String read() throws IOException {
    return Files.readString(path, StandardCharsets.UTF_8);
  }

  /**
   * Writes the text beside the file, brings it to the disk, gives it the file's owner, group and
   * permissions, and then its name. A link stays a link: what it leads to is replaced.
   *
   * @throws IOException if it could not be done; the file is as it was then
   */
  synchronized void write(String text) throws IOException {
    Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
    Path folder = target.getParent();
    Path beside = Files.createTempFile(folder, "." + target.getFileName() + "-", ".new", SECRET);
    try {
      try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        if (Files.exists(target)) {
          inherit(target, beside);
        }
        channel.force(true);
      }
      replace(beside, target);
    } finally {
      Files.deleteIfExists(beside);
    }
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  private static void replace(Path beside, Path target) throws IOException {
    try {
      Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException("the file system cannot replace a file in one step", e);
    }
  }

  private static void inherit(Path from, Path to) throws IOException {
    PosixFileAttributes old = Files.readAttributes(from, PosixFileAttributes.class);
    PosixFileAttributeView fresh = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    try {
      fresh.setOwner(old.owner());
      fresh.setGroup(old.group());
    } catch (IOException e) {
      // Only root gives files away; whoever may write here may also read what he wrote.
      LOG.info("startup file keeps this process as its owner path={}", from);
    }
    fresh.setPermissions(old.permissions());
  }
}
