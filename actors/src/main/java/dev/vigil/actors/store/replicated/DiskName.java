package dev.vigil.actors.store.replicated;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A file beside a node's copies: the disk's own name, made once and kept, as addresses change; and
 * the names of the disks of all that were members when this node saw the cluster last. One a line.
 */
public final class DiskName {
  private static final String FILE = "members";

  private final Path file;
  private final String id;
  private Set<String> members;

  private DiskName(Path file, String id, Set<String> members) {
    this.file = file;
    this.id = id;
    this.members = members;
  }

  /**
   * @param directory that exists
   * @throws UncheckedIOException if it cannot be read or written
   */
  public static DiskName in(Path directory) {
    Path file = directory.resolve(FILE);
    try {
      if (Files.exists(file)) {
        List<String> lines = Files.readAllLines(file);
        return new DiskName(file, lines.getFirst(), Set.copyOf(lines.subList(1, lines.size())));
      }
      DiskName fresh = new DiskName(file, UUID.randomUUID().toString(), Set.of());
      fresh.write();
      return fresh;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  String id() {
    return id;
  }

  synchronized Set<String> members() {
    return members;
  }

  synchronized void members(Set<String> names) throws IOException {
    members = Set.copyOf(names);
    write();
  }

  private void write() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(id);
    lines.addAll(members);
    Path next = file.resolveSibling(FILE + ".new");
    Files.write(next, lines);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
