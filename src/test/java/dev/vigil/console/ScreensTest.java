package dev.vigil.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vigil.actors.observe.Counter;
import dev.vigil.actors.observe.Counters;
import dev.vigil.actors.observe.DebugCondition;
import dev.vigil.language.ExecRequest.SessionForm;
import dev.vigil.language.ExecRequest.ShowIpsecSa;
import dev.vigil.language.SessionFilter;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.IpPrefix;
import dev.vigil.protocol.exchange.DropReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every screen of {@link Scenery}, character by character, and its facts as JSON. */
class ScreensTest {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final HeadEndConfig CONFIG = Scenery.config();
  private static final NodeFacts NODE =
      new NodeFacts(
          "0.1.0",
          "hub",
          Sights.NOW.minus(Duration.ofDays(9)).minus(Duration.ofMinutes(61)),
          "25.0.1",
          "Linux 6.1",
          "/opt/vigil/vigil.jar",
          2,
          2L << 30);

  /**
   * @param name of the files with what it should say
   */
  record Screen(String name, Supplier<String> text, Supplier<Object> json) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Screen screen(String name, Supplier<String> text, Supplier<Object> json) {
    return new Screen(name, text, json);
  }

  static Stream<Screen> screens() {
    return Stream.of(ofConfiguration(), ofTunnels(), ofNode(), ofTerminal()).flatMap(s -> s);
  }

  private static Stream<Screen> ofConfiguration() {
    Optional<String> all = Optional.empty();
    return Stream.of(
        screen(
            "isakmp-policy",
            () -> IsakmpPolicyScreen.text(CONFIG),
            () -> IsakmpPolicyScreen.json(CONFIG)),
        screen(
            "isakmp-key", () -> IsakmpKeyScreen.text(CONFIG), () -> IsakmpKeyScreen.json(CONFIG)),
        screen(
            "isakmp-profile",
            () -> IsakmpProfileScreen.text(CONFIG, all),
            () -> IsakmpProfileScreen.json(CONFIG, all)),
        screen(
            "transform-set",
            () -> TransformSetScreen.text(CONFIG, all),
            () -> TransformSetScreen.json(CONFIG, all)),
        screen(
            "security-association",
            () -> SecurityAssociationScreen.text(CONFIG),
            () -> SecurityAssociationScreen.json(CONFIG)),
        screen(
            "ipsec-profile",
            () -> IpsecProfileScreen.text(CONFIG, all),
            () -> IpsecProfileScreen.json(CONFIG, all)),
        screen(
            "dynamic-map",
            () -> DynamicMapScreen.text(CONFIG, all),
            () -> DynamicMapScreen.json(CONFIG, all)),
        screen(
            "crypto-map",
            () -> CryptoMapScreen.text(CONFIG, Scenery.connections(), all, all),
            () -> CryptoMapScreen.json(CONFIG, Scenery.connections(), all, all)),
        screen("vrf", () -> VrfScreen.text(CONFIG), () -> VrfScreen.json(CONFIG)),
        screen(
            "hosts",
            () -> HostsScreen.text(CONFIG, Scenery.connections()),
            () -> HostsScreen.json(CONFIG, Scenery.connections())));
  }

  private static Stream<Screen> ofTunnels() {
    return Stream.of(
        screen(
            "isakmp-sa",
            () -> IsakmpSaScreen.text(Scenery.sas()),
            () -> IsakmpSaScreen.json(CONFIG, Scenery.sas(), Sights.NOW)),
        screen(
            "isakmp-sa-detail",
            () -> IsakmpSaScreen.detail(CONFIG, Scenery.sas(), Sights.NOW),
            () -> IsakmpSaScreen.json(CONFIG, Scenery.sas(), Sights.NOW)),
        screen(
            "isakmp-peers",
            () -> IsakmpPeersScreen.text(Scenery.sas(), Optional.empty()),
            () -> IsakmpPeersScreen.json(Scenery.sas(), Optional.empty())),
        session("session", SessionForm.NORMAL),
        session("session-detail", SessionForm.DETAIL),
        session("session-brief", SessionForm.BRIEF),
        ipsecSa("ipsec-sa", false),
        ipsecSa("ipsec-sa-detail", true),
        screen(
            "call-admission",
            () -> CallAdmissionScreen.text(figures()),
            () -> CallAdmissionScreen.json(figures())));
  }

  private static Screen session(String name, SessionForm form) {
    return screen(
        name,
        () ->
            SessionScreen.text(
                CONFIG,
                Scenery.peers(),
                Scenery.connections(),
                SessionFilter.ALL,
                form,
                Sights.NOW),
        () ->
            SessionScreen.json(
                CONFIG, Scenery.peers(), Scenery.connections(), SessionFilter.ALL, Sights.NOW));
  }

  private static Screen ipsecSa(String name, boolean detail) {
    ShowIpsecSa all = new ShowIpsecSa(Optional.empty(), Optional.empty(), Optional.empty(), detail);
    return screen(
        name,
        () -> IpsecSaScreen.text(CONFIG, Scenery.peers(), Scenery.connections(), all, Sights.NOW),
        () -> IpsecSaScreen.json(CONFIG, Scenery.peers(), Scenery.connections(), all, Sights.NOW));
  }

  private static CallAdmissionScreen.Figures figures() {
    Counters counters = new Counters();
    counters.add(Counter.ESTABLISHED, 1_057_639);
    counters.add(Counter.ESTABLISHED_AS_INITIATOR, 39);
    counters.add(Counter.CHILDREN_ESTABLISHED, 10);
    counters.add(Counter.CHILDREN_ESTABLISHED_AS_INITIATOR, 4);
    counters.dropped(DropReason.ADMISSION);
    counters.dropped(DropReason.ADMISSION);
    counters.dropped(DropReason.NO_PROPOSAL);
    counters.dropped(DropReason.QUEUE_FULL);
    return CallAdmissionScreen.Figures.of(
        CONFIG, Scenery.sas(), Scenery.peers(), counters, 3, 1000);
  }

  private static Stream<Screen> ofNode() {
    DebugCondition condition =
        new DebugCondition(
            List.of(
                IpPrefix.host(InetAddress.ofLiteral("10.2.80.209")),
                IpPrefix.host(InetAddress.ofLiteral("10.2.80.210")),
                new IpPrefix(InetAddress.ofLiteral("10.9.0.0"), 16)));
    LoggingScreen.Log log =
        new LoggingScreen.Log(
            "informational",
            22_860,
            2,
            1_000,
            List.of(
                "*Mar 25 15:47:45.367: %CRYPTO-5-SESSION_STATUS: Crypto tunnel is DOWN.  Peer"
                    + " 10.2.80.209:500       Id: 10.2.80.209",
                "*Mar 25 15:48:01.002: %CRYPTO-5-SESSION_STATUS: Crypto tunnel is UP.  Peer"
                    + " 10.2.80.210:4500       Id: 10.2.80.210"));
    return Stream.of(
        screen(
            "version",
            () -> VersionScreen.text(NODE, Sights.NOW),
            () -> VersionScreen.json(NODE, Sights.NOW)),
        screen("inventory", () -> InventoryScreen.text(NODE), () -> InventoryScreen.json(NODE)),
        screen(
            "clock",
            () -> ClockScreen.text(Sights.NOW.plusMillis(7), ZoneOffset.UTC),
            () -> ClockScreen.json(Sights.NOW.plusMillis(7), ZoneOffset.UTC)),
        screen("logging", () -> LoggingScreen.text(log), () -> LoggingScreen.json(log)),
        screen(
            "debugging",
            () -> DebuggingScreen.text(true),
            () -> DebuggingScreen.json(true, condition)),
        screen(
            "debug-condition",
            () -> DebuggingScreen.conditionText(condition),
            () -> DebuggingScreen.conditionJson(condition)));
  }

  private static Stream<Screen> ofTerminal() {
    List<UsersScreen.Line> lines =
        List.of(
            new UsersScreen.Line(0, "root", Duration.ofSeconds(61), "local", false),
            new UsersScreen.Line(12, "operator", Duration.ZERO, "10.24.17.55", true));
    TerminalScreen.Terminal terminal =
        new TerminalScreen.Terminal(12, "10.24.17.55", "xterm", 24, 80, 20, true);
    List<String> commands = List.of("show crypto session", "show history");
    return Stream.of(
        screen("users", () -> UsersScreen.text(lines), () -> UsersScreen.json(lines)),
        screen(
            "terminal", () -> TerminalScreen.text(terminal), () -> TerminalScreen.json(terminal)),
        screen("privilege", () -> PrivilegeScreen.text(15), () -> PrivilegeScreen.json(15)),
        screen("history", () -> HistoryScreen.text(commands), () -> HistoryScreen.json(commands)));
  }

  @ParameterizedTest
  @MethodSource("screens")
  void theTextIsTheRouters(Screen screen) {
    assertThat(screen.text().get()).isEqualTo(resource(screen.name() + ".txt"));
  }

  @ParameterizedTest
  @MethodSource("screens")
  void theSameFactsAreThereAsJson(Screen screen) throws IOException {
    String json = JSON.writeValueAsString(screen.json().get()) + "\n";
    String name = screen.name().replaceFirst("(?<=session|sa)-(detail|brief)$", "");
    assertThat(json).isEqualTo(resource(name + ".json"));
    checkNames(JSON.readTree(json));
  }

  /** What programs rely on: names in one style, and no field without a value. */
  private static void checkNames(JsonNode node) {
    node.fieldNames()
        .forEachRemaining(name -> assertThat(name).matches("[a-z][a-z0-9]*(_[a-z0-9]+)*"));
    assertThat(node.isNull()).isFalse();
    node.forEach(ScreensTest::checkNames);
  }

  @ParameterizedTest
  @MethodSource("screens")
  void nothingOnAScreenMovesTheCursorOrTellsAKey(Screen screen) {
    assertThat(screen.text().get())
        .matches("[\\n\\t\\x20-\\x7e]*")
        .doesNotContain("secret")
        .endsWith("\n");
    assertThat(screen.json().get().toString()).doesNotContain("secret");
  }

  private static String resource(String name) {
    try (InputStream in = ScreensTest.class.getResourceAsStream("/screens/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
