package dev.vigil.actors.secret;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only their owner may read (mode 0600), from their first moment on. */
public final class PrivateFile {
  private static final String OWNER_ONLY = "rw-------";

  private PrivateFile() {}

  /** Makes a folder and those above it where they are missing, for their owner only. */
  public static void folder(Path folder) throws IOException {
    FileAttribute<?>[] mode =
        posix(folder)
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
            }
            : new FileAttribute<?>[0];
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, mode);
    }
  }

  /** Makes the file with this text, and its folder; fails if it is there already. */
  static void create(Path file, String text) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      folder(folder);
    }
    try (BufferedWriter writer = writer(file, StandardOpenOption.CREATE_NEW)) {
      writer.write(text);
    }
  }

  /** Opens the file to add to its end, makes it if needed, and takes others' rights away. */
  static BufferedWriter append(Path file) throws IOException {
    BufferedWriter writer = writer(file, StandardOpenOption.CREATE);
    if (posix(file)) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(OWNER_ONLY));
    }
    return writer;
  }

  private static BufferedWriter writer(Path file, StandardOpenOption how) throws IOException {
    FileAttribute<?>[] mode =
        posix(file)
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY))
            }
            : new FileAttribute<?>[0];
    FileChannel channel =
        FileChannel.open(
            file, Set.of(how, StandardOpenOption.WRITE, StandardOpenOption.APPEND), mode);
    return new BufferedWriter(
        new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.US_ASCII));
  }

  private static boolean posix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
