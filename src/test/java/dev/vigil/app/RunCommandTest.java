package dev.vigil.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vigil.control.ExecCommand;
import dev.vigil.settings.SettingsFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code vigil run} as its operator meets it, what goes wrong above all. */
@Execution(ExecutionMode.CONCURRENT)
class RunCommandTest {
  private static final String CONFIG =
      """
      hostname hub
      crypto isakmp policy 1
       encryption aes
       authentication pre-share
       group 14
      crypto isakmp key only-for-tests address 127.0.0.9
      crypto ipsec transform-set t esp-aes esp-sha-hmac
      access-list 101 permit ip 10.0.0.0 0.0.255.255 host 172.16.0.9
      crypto map m 1 ipsec-isakmp
       set peer 127.0.0.9
       set transform-set t
       match address 101
      interface Loopback0
       ip address 127.0.0.1 255.0.0.0
       crypto map m
      """;

  @TempDir Path folder;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Path settings(String... lines) throws IOException {
    return write(
        "node.conf",
        """
        vigil.udp.listen = ["127.0.0.1"]
        vigil.udp.port = 0
        vigil.udp.nat-port = 0
        vigil.udp { receive-buffer = 256 KiB, send-buffer = 256 KiB }
        """
            + String.join("\n", lines)
            + "\nvigil.store.kind = memory\n");
  }

  private Program run(Path config, Path node) {
    return Program.start(folder, "run", "--config", config.toString(), "--node", node.toString());
  }

  /** Such a run ends at once with that code, says that, and was never ready. */
  private void refused(Program program, int exit, String... sentences) throws Exception {
    try (program) {
      assertThat(program.exit()).as(program.output()).isEqualTo(exit);
      assertThat(program.output())
          .contains(sentences)
          .doesNotContain("Vigil is ready", "Exception", "\tat ");
      assertThat(folder.resolve("vigil.sock")).doesNotExist();
    }
  }

  @Test
  void aConfigurationWithAnErrorStartsNothingAndSaysWhere() throws Exception {
    Path config = write("router.cfg", CONFIG.replace("group 14", "group 99"));

    refused(
        run(config, settings()),
        65,
        config + ":5:8:\n group 99\n       ^\n% Invalid input detected at '^' marker.\n",
        "% Nothing of this configuration is used.\n");
  }

  @Test
  void insecureAlgorithmsNeedTheNodesLeaveEachByItsName() throws Exception {
    Path config = write("router.cfg", CONFIG.replace("group 14", "group 24"));

    refused(
        run(config, settings("vigil.allow-insecure = [des]")),
        65,
        "Group 24 is refused: the node's settings do not allow it.");
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws Exception {
    Path absent = folder.resolve("absent.cfg");
    refused(
        run(absent, settings()), 66, "% " + absent + " cannot be read: there is no such file.\n");
    refused(run(folder, settings()), 66, "% " + folder + " cannot be read: Is a directory.\n");
  }

  @Test
  void aFileOfAnotherUserIsNamed() throws Exception {
    Path config = write("router.cfg", CONFIG);
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("---------"));

    refused(
        Program.start(
            without("dac_override,-dac_read_search"), folder, "run", "--config", config.toString()),
        66,
        "% " + config + " cannot be read: no permission.\n");
  }

  /** Root may do everything; so that much is taken from it. */
  private static List<String> without(String capability) {
    if (!System.getProperty("user.name").equals("root")) {
      return List.of();
    }
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "needs setpriv of util-linux");
    return List.of("setpriv", "--bounding-set=-" + capability);
  }

  @Test
  void nodeSettingsOutOfTheirRangeAreToldAllAtOnce() throws Exception {
    Path config = write("router.cfg", CONFIG);
    Path node = settings("vigil.initiate-rate = 0", "vigil.admission.half-open = many");

    refused(
        run(config, node),
        78,
        "% " + node + ":5: vigil.initiate-rate is 0; allowed is a whole number from 1 to 100000.\n",
        "vigil.admission.half-open is many");
    refused(run(config, settings("vigil.udp.prot = 500")), 78, "vigil.udp.prot is no setting");
    Path absent = folder.resolve("absent.conf");
    refused(run(config, absent), 78, "% " + absent + " cannot be read.\n");
  }

  @Test
  void anotherProgramsPortIsNamed() throws Exception {
    try (DatagramSocket other =
        new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))) {
      int port = other.getLocalPort();
      refused(
          run(write("router.cfg", CONFIG), settings("vigil.udp.port = " + port)),
          69,
          "% UDP port " + port + " on 127.0.0.1 is already in use by another program.\n");
    }
  }

  @Test
  void withoutPermissionForPort500ItSaysWhatToDo() throws Exception {
    Path least = Path.of("/proc/sys/net/ipv4/ip_unprivileged_port_start");
    assumeTrue(Files.exists(least), "needs Linux");
    assumeTrue(
        Integer.parseInt(Files.readAllLines(least).getFirst()) > 500,
        "on this machine anybody may have port 500");
    Path config = write("router.cfg", CONFIG);
    Path node = settings("vigil.udp.port = 500");

    refused(
        Program.start(
            without("net_bind_service"),
            folder,
            "run",
            "--config",
            config.toString(),
            "--node",
            node.toString()),
        69,
        "% No permission for UDP port 500 on 127.0.0.1: run as root, grant CAP_NET_BIND_SERVICE,");
  }

  @Test
  void theSocketIsLookedForWhereTheSettingsHaveIt() throws Exception {
    assertThat(RunCommand.defaultSocket()).isEqualTo(SettingsFile.defaults().controlSocket());
  }

  @Test
  void aSecondNodeOnTheSameControlSocketIsRefused() throws Exception {
    Path config = write("router.cfg", CONFIG);
    Path node = settings();
    try (Program first = run(config, node)) {
      first.await("Vigil is ready");
      try (Program second = run(config, node)) {
        assertThat(second.exit()).isEqualTo(69);
        assertThat(second.output())
            .contains("% Another node already answers on the control socket vigil.sock.\n")
            .doesNotContain("Vigil is ready");
      }
      assertThat(exec("show running-config")).contains("\ncrypto map m 1 ipsec-isakmp\n");
    }
  }

  private String exec(String command) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    ExecCommand.run(List.of(command), folder.resolve("vigil.sock"), out, out);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void sigtermEndsItInOrder() throws Exception {
    try (Program program = run(write("router.cfg", CONFIG), settings())) {
      program.await("Vigil is ready: 127.0.0.1:");
      Path socket = folder.resolve("vigil.sock");
      assertThat(mode(socket)).isEqualTo("rw-------");
      assertThat(exec("sh cry ses")).contains("Session status: DOWN\nPeer: 127.0.0.9 port 500");

      program.terminate();

      assertThat(program.exit()).as(program.output()).isZero();
      assertThat(program.output()).doesNotContain("ERROR", "Exception", "only-for-tests");
      assertThat(socket).doesNotExist();
      assertThat(exec("show counters")).startsWith("% No running node answers on ");
    }
  }

  @Test
  void leftToItselfItKeepsStoreAndKeysInItsFolderAndFindsThemAgain() throws Exception {
    Path node = settings();
    Files.writeString(node, Files.readString(node).replace("vigil.store.kind = memory", ""));
    Path config = write("router.cfg", CONFIG);
    Path data = folder.resolve("vigil-data");
    Set<String> cookieKeys = new HashSet<>();
    for (int round = 0; round < 2; round++) {
      try (Program program = run(config, node)) {
        program.await("Vigil is ready");
        program.terminate();
        assertThat(program.exit()).as(program.output()).isZero();
        assertThat(program.output()).doesNotContain("ERROR", "Exception");
      }
      cookieKeys.add(Files.readString(data.resolve("cookie.key")));
    }
    assertThat(cookieKeys).hasSize(1);
    assertThat(mode(data)).isEqualTo("rwx------");
    assertThat(mode(data.resolve("cookie.key"))).isEqualTo("rw-------");
    assertThat(mode(data.resolve("store.key"))).isEqualTo("rw-------");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void argumentsThatAreNoneAreAnsweredWithTheUsage() throws Exception {
    try (Program program = Program.start(folder, "run", "--config")) {
      assertThat(program.exit()).isEqualTo(64);
      assertThat(program.output()).contains("% --config needs a file.\n", "Usage: vigil run");
    }
    try (Program program = Program.start(folder, "run", "--help")) {
      assertThat(program.exit()).isZero();
      assertThat(program.output()).isEqualTo(usage());
    }
    try (Program program = Program.start(folder, "sprint")) {
      assertThat(program.exit()).isEqualTo(64);
      assertThat(program.output()).isEqualTo("% Unknown command \"sprint\". See vigil --help.\n");
    }
  }

  private static String usage() {
    return "Usage: vigil run --config FILE [--node FILE] [--key-log FILE]\n";
  }
}
