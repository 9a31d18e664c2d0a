package dev.vigil.console;

import static org.awaitility.Awaitility.await;

import dev.vigil.actors.node.HeadEnd;
import dev.vigil.control.ConsoleCommand;
import dev.vigil.control.ControlServer;
import dev.vigil.language.ConfigFile;
import dev.vigil.language.RunningConfig;
import dev.vigil.protocol.config.CryptoMapEntry;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.trace.TraceFormat;
import dev.vigil.settings.SettingsFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A head-end with a console on a socket, and a branch whose tunnel to it stands. Both are whole
 * head-ends on loopback.
 */
final class Rig implements AutoCloseable {
  static final String HUB =
      """
      hostname hub
      enable secret s3cret
      !
      crypto isakmp policy 1
       encr aes
       authentication pre-share
       group 14
      crypto isakmp key only-for-tests address 127.0.0.2
      crypto isakmp key only-for-tests address 127.0.0.3
      crypto isakmp keepalive 10 periodic
      !
      crypto ipsec transform-set aes-sha esp-aes esp-sha-hmac
      !
      crypto map green 1 ipsec-isakmp
       set peer 127.0.0.2
       set transform-set aes-sha
       match address 101
      crypto map green 2 ipsec-isakmp
       set peer 127.0.0.3
       set transform-set aes-sha
       match address 102
      !
      interface Loopback0
       ip address 127.0.0.1 255.0.0.0
       crypto map green
      !
      access-list 101 permit ip 10.1.0.0 0.0.255.255 10.2.0.0 0.0.255.255
      access-list 102 permit ip 10.1.0.0 0.0.255.255 10.3.0.0 0.0.255.255
      """;

  private static final String BRANCH =
      """
      crypto isakmp policy 1
       encr aes
       authentication pre-share
       group 14
      crypto isakmp key only-for-tests address 127.0.0.1
      crypto ipsec transform-set aes-sha esp-aes esp-sha-hmac
      access-list 101 permit ip 10.2.0.0 0.0.255.255 10.1.0.0 0.0.255.255
      crypto map green 1 ipsec-isakmp
       set peer 127.0.0.1
       set transform-set aes-sha
       match address 101
      interface Loopback0
       ip address 127.0.0.2 255.0.0.0
       crypto map green
      """;

  private static final String SETTINGS =
      """
      vigil.udp { listen = ["%s"], port = 0, nat-port = 0, remote-port = %d, remote-nat-port = %d }
      vigil.udp.encapsulation = always
      vigil.store.kind = memory
      vigil.udp { receive-buffer = 256 KiB, send-buffer = 256 KiB }
      """;

  final Path socket;
  final Path startup;
  final HeadEnd hub;
  final LogRing log = new LogRing();
  final RunningStore store;
  private final HeadEnd branch;
  private final ControlServer control;

  /** What a console printed, and the exit code. */
  record Transcript(int exit, String out, String err) {}

  /** Starts both; the tunnel stands when this returns. */
  Rig(Path folder) throws Exception {
    socket = folder.resolve("vigil.sock");
    startup = Files.writeString(folder.resolve("router.cfg"), HUB);
    RunningConfig running = parse(HUB);
    hub =
        HeadEnd.start(
            SettingsFile.parse(SETTINGS.formatted("127.0.0.1", 500, 4500)), running.config());
    store = new RunningStore(running, Set.of(), hub::apply);
    Node node =
        new Node(
            hub,
            store,
            Optional.of(new StartupFile(startup)),
            log,
            InstantSource.system(),
            new TraceFormat(ZoneId.of("UTC")));
    Console console = new Console(node, log::add);
    control = ControlServer.open(socket).serve(console, console);
    branch =
        HeadEnd.start(
            SettingsFile.parse(SETTINGS.formatted("127.0.0.2", port(hub, false), port(hub, true))),
            parse(BRANCH).config());
    bringUp();
  }

  /** Has the branch call. */
  void bringUp() {
    branch.bringUp("green 1");
    await().until(() -> hub.peers().stream().anyMatch(peer -> !peer.children().isEmpty()));
    await().until(() -> branch.peers().stream().anyMatch(peer -> !peer.children().isEmpty()));
  }

  static RunningConfig parse(String text) {
    ConfigFile file = ConfigFile.parse("test", text, Set.of());
    return file.running().orElseThrow(() -> new AssertionError(file.errors()));
  }

  /** The entries of the crypto map that the hub has. */
  static List<CryptoMapEntry> green(HeadEndConfig config) {
    return config.staticEntries().stream().filter(entry -> entry.map().equals("green")).toList();
  }

  private static int port(HeadEnd headEnd, boolean marked) {
    return headEnd.sockets().stream()
        .filter(each -> each.marked() == marked)
        .findFirst()
        .orElseThrow()
        .address()
        .getPort();
  }

  /** A console that is given these lines by a pipe. */
  Transcript pipe(String input) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        ConsoleCommand.run(
            List.of(),
            () -> socket,
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Transcript(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** A console between a keyboard and a screen that are used meanwhile. */
  void pipe(InputStream keyboard, PrintStream screen) {
    ConsoleCommand.run(List.of(), () -> socket, keyboard, screen, screen);
  }

  @Override
  public void close() throws IOException {
    branch.close();
    control.close();
    hub.close();
  }
}
