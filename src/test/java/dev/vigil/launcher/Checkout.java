package dev.vigil.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A folder that looks like a checkout to the launcher, with the real launcher in it, and a machine
 * around it whose PATH holds a few tools and neither Java nor Maven until a test adds them. The
 * added {@code java} prints its arguments and the added {@code mvn} what it was asked to build.
 */
final class Checkout {
  private static final List<String> TOOLS =
      List.of(
          "awk",
          "cat",
          "dirname",
          "find",
          "flock",
          "grep",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "sed",
          "stty",
          "tee",
          "touch");

  private final Path folder;
  private final Path bin;
  private final Map<String, String> environment = new TreeMap<>();

  /** What a launcher run printed, and its exit code. */
  record Outcome(int exit, String out, String err) {}

  /** Lays a checkout below {@code parent}, in a folder whose name has a space. */
  Checkout(Path parent) throws IOException {
    folder = Files.createDirectories(parent.resolve("a check out"));
    bin = Files.createDirectories(parent.resolve("bin"));
    for (String tool : TOOLS) {
      Path found = which(tool);
      if (found != null) {
        script(bin.resolve(tool), "exec " + found + " \"$@\"");
      }
    }
    Path root = Path.of(System.getProperty("vigil.root", ".."));
    Files.copy(root.resolve("vigil"), launcher());
    Files.setPosixFilePermissions(launcher(), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.copy(root.resolve("pom.xml"), folder.resolve("pom.xml"));
    for (String module : List.of("protocol", "cluster-config", "actors", "src")) {
      Path sources = module.equals("src") ? Path.of("src/main") : Path.of(module, "src/main");
      write(sources.resolve("A.java"), "class A {}");
      write(Path.of(module, "pom.xml"), "<project/>");
    }
    Files.createDirectories(folder.resolve(".mvn"));
    environment.put("PATH", bin.toString());
    environment.put("HOME", parent.toString());
    environment.put("VIGIL_JDK_FOLDERS", parent.resolve("jdks").toString());
    environment.put("VIGIL_MAVEN_FOLDERS", "");
  }

  Path launcher() {
    return folder.resolve("vigil");
  }

  Path file(String relative) {
    return folder.resolve(relative);
  }

  void set(String name, String value) {
    environment.put(name, value);
  }

  /** Adds a JDK of that version where the launcher looks for JDKs; returns its folder. */
  Path addJdk(String name, String version) throws IOException {
    Path jdk = Path.of(environment.get("VIGIL_JDK_FOLDERS")).resolve(name);
    write(jdk.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
    script(jdk.resolve("bin/java"), "printf 'java-%s\\n' \"$@\"; echo \"in $PWD\"");
    script(jdk.resolve("bin/javac"), "exit 1");
    return jdk;
  }

  /** Makes the JDK's {@code java} do something of its own. */
  void javaDoes(Path jdk, String body) throws IOException {
    script(jdk.resolve("bin/java"), body);
  }

  /** Adds a Maven that builds the program's jar, or fails with an error when {@code broken}. */
  void addMaven(boolean broken) throws IOException {
    String build =
        broken
            ? "echo '[ERROR] A.java:[1,1] nonsense'; exit 1"
            : "mkdir -p target/run && echo jar >target/run/vigil.jar";
    script(
        bin.resolve("mvn"),
        """
        echo "$JAVA_HOME" "$@" >>mvn.log
        echo '[INFO] Building Vigil protocol 1.0                      [2/5]'
        """
            + build);
  }

  /** How often Maven was run. */
  int builds() throws IOException {
    Path log = folder.resolve("mvn.log");
    return Files.exists(log) ? Files.readAllLines(log).size() : 0;
  }

  /** Makes a source file newer than anything built, without waiting for the clock to move on. */
  void edit(String relative) throws IOException {
    Files.setLastModifiedTime(file(relative), FileTime.from(Instant.now().plusSeconds(60)));
  }

  Outcome run(String... arguments) throws IOException, InterruptedException {
    return runAs(launcher(), folder, arguments);
  }

  Outcome runAs(Path program, Path directory, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("/bin/bash"));
    command.add(program.toString());
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "run", ".out");
    Path err = Files.createTempFile(folder, "run", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the launcher did not end: " + command);
    }
    return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private void script(Path path, String body) throws IOException {
    write(path, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void write(Path path, String text) throws IOException {
    Path target = folder.resolve(path);
    Files.createDirectories(target.getParent());
    Files.writeString(target, text);
  }

  private static @Nullable Path which(String tool) {
    for (String entry : System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":")) {
      Path candidate = Path.of(entry).resolve(tool);
      if (Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    return null;
  }
}
