package dev.vigil.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.language.ExecLanguage.Parsed;
import dev.vigil.language.ExecRequest.SessionForm;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every request of the exec mode, as it is entered, in full and abbreviated. */
class ExecRequestsTest {
  private static final InetAddress PEER = InetAddress.ofLiteral("10.2.80.209");
  private static final InetAddress HERE = InetAddress.ofLiteral("10.1.32.14");
  private static final InetAddress SIX = InetAddress.ofLiteral("2001:db8::1");
  private static final Optional<String> NONE = Optional.empty();

  static Stream<Arguments> requests() {
    return Stream.of(shows(), debugs(), clears(), acts(), terminal()).flatMap(s -> s);
  }

  private static Arguments means(String line, ExecRequest request) {
    return Arguments.of(line, request);
  }

  private static Stream<Arguments> shows() {
    return Stream.of(
        means("show crypto isakmp sa", new ExecRequest.ShowIsakmpSa(false)),
        means("sh cry isa sa", new ExecRequest.ShowIsakmpSa(false)),
        means("  SHOW\tCrypto  isakmp sa  detail ", new ExecRequest.ShowIsakmpSa(true)),
        means("show crypto isakmp policy", new ExecRequest.ShowIsakmpPolicy()),
        means("sh cry isa key", new ExecRequest.ShowIsakmpKey()),
        means("show crypto isakmp peers", new ExecRequest.ShowIsakmpPeers(Optional.empty())),
        means("sh cry isa pee 10.2.80.209", new ExecRequest.ShowIsakmpPeers(Optional.of(PEER))),
        means("show crypto isakmp profile", new ExecRequest.ShowIsakmpProfile(NONE)),
        means("show crypto isakmp profile tag p", new ExecRequest.ShowIsakmpProfile(some("p"))),
        means(
            "show crypto ipsec sa",
            new ExecRequest.ShowIpsecSa(Optional.empty(), NONE, NONE, false)),
        means("sh cry ips sa det", new ExecRequest.ShowIpsecSa(Optional.empty(), NONE, NONE, true)),
        means(
            "show crypto ipsec sa peer 10.2.80.209 detail",
            new ExecRequest.ShowIpsecSa(Optional.of(PEER), NONE, NONE, true)),
        means(
            "show crypto ipsec sa map green",
            new ExecRequest.ShowIpsecSa(Optional.empty(), some("green"), NONE, false)),
        means(
            "sh cry ips sa int fa0",
            new ExecRequest.ShowIpsecSa(Optional.empty(), NONE, some("FastEthernet0"), false)),
        means("show crypto ipsec transform-set", new ExecRequest.ShowTransformSet(NONE)),
        means("show crypto ipsec transform-set tag t", new ExecRequest.ShowTransformSet(some("t"))),
        means("show crypto ipsec transform-set t", new ExecRequest.ShowTransformSet(some("t"))),
        means(
            "show crypto ipsec security-association lifetime",
            new ExecRequest.ShowSecurityAssociation()),
        means("show crypto ipsec profile", new ExecRequest.ShowIpsecProfile(NONE)),
        means("show crypto ipsec profile tag p", new ExecRequest.ShowIpsecProfile(some("p"))),
        means("show crypto map", new ExecRequest.ShowCryptoMap(NONE, NONE)),
        means("show crypto map tag green", new ExecRequest.ShowCryptoMap(some("green"), NONE)),
        means(
            "show crypto map interface FastEthernet0",
            new ExecRequest.ShowCryptoMap(NONE, some("FastEthernet0"))),
        means("show crypto dynamic-map", new ExecRequest.ShowDynamicMap(NONE)),
        means("show crypto dynamic-map tag d", new ExecRequest.ShowDynamicMap(some("d"))),
        means("show crypto session", session(SessionForm.NORMAL)),
        means("sh cry ses det", session(SessionForm.DETAIL)),
        means("show crypto session brief", session(SessionForm.BRIEF)),
        means(
            "sh cry ses rem 10.2.80.209 det",
            new ExecRequest.ShowSession(remote(PEER), SessionForm.DETAIL)),
        means(
            "show crypto session remote 2001:DB8::1",
            new ExecRequest.ShowSession(remote(SIX), SessionForm.NORMAL)),
        means("show crypto call admission statistics", new ExecRequest.ShowCallAdmission()),
        means("show crypto debug-condition", new ExecRequest.ShowDebugCondition()),
        means("show running-config", new ExecRequest.ShowRunningConfig()),
        means("sh run", new ExecRequest.ShowRunningConfig()),
        means("write terminal", new ExecRequest.ShowRunningConfig()),
        means("wr t", new ExecRequest.ShowRunningConfig()),
        means("show startup-config", new ExecRequest.ShowStartupConfig()),
        means("sh start", new ExecRequest.ShowStartupConfig()),
        means("show cluster", new ExecRequest.ShowCluster()),
        means("show counters", new ExecRequest.ShowCounters()),
        means("show debugging", new ExecRequest.ShowDebugging()),
        means("show hosts", new ExecRequest.ShowHosts()),
        means("show vrf", new ExecRequest.ShowVrf()),
        means("show version", new ExecRequest.ShowVersion()),
        means("show inventory", new ExecRequest.ShowInventory()),
        means("show clock", new ExecRequest.ShowClock()),
        means("show logging", new ExecRequest.ShowLogging()),
        means("show users", new ExecRequest.ShowUsers()),
        means("show privilege", new ExecRequest.ShowPrivilege()),
        means("show terminal", new ExecRequest.ShowTerminal()),
        means("show history", new ExecRequest.ShowHistory()));
  }

  private static Stream<Arguments> debugs() {
    return Stream.of(
        means("debug crypto isakmp", new ExecRequest.Debug(true)),
        means("debug all", new ExecRequest.Debug(true)),
        means("no debug crypto isakmp", new ExecRequest.Debug(false)),
        means("no debug all", new ExecRequest.Debug(false)),
        means("undebug crypto isakmp", new ExecRequest.Debug(false)),
        means("undebug all", new ExecRequest.Debug(false)),
        means("u all", new ExecRequest.Debug(false)),
        means(
            "debug crypto condition peer ipv4 10.2.80.209",
            new ExecRequest.DebugCondition(true, PEER, 32)),
        means(
            "debug crypto condition peer ipv4 10.2.80.209 255.255.255.0",
            new ExecRequest.DebugCondition(true, PEER, 24)),
        means(
            "deb cry con pee sub 10.2.80.209 255.255.0.0",
            new ExecRequest.DebugCondition(true, PEER, 16)),
        means(
            "debug crypto condition peer ipv6 2001:db8::1",
            new ExecRequest.DebugCondition(true, SIX, 128)),
        means(
            "no debug crypto condition peer ipv4 10.2.80.209",
            new ExecRequest.DebugCondition(false, PEER, 32)),
        means(
            "no debug crypto condition peer subnet 10.2.80.209 255.255.0.0",
            new ExecRequest.DebugCondition(false, PEER, 16)),
        means(
            "undebug crypto condition peer ipv4 10.2.80.209 255.255.255.0",
            new ExecRequest.DebugCondition(false, PEER, 24)),
        means("debug crypto condition reset", new ExecRequest.DebugConditionReset()));
  }

  private static Stream<Arguments> clears() {
    return Stream.of(
        means("clear crypto session", new ExecRequest.ClearSession(SessionFilter.ALL)),
        means(
            "clear crypto session remote 10.2.80.209 port 4500",
            clear(Optional.empty(), 0, Optional.of(PEER), 4500)),
        means(
            "cle cry ses loc 10.1.32.14 por 500 rem 10.2.80.209",
            clear(Optional.of(HERE), 500, Optional.of(PEER), 0)),
        means(
            "clear crypto session remote 10.2.80.209 local 10.1.32.14",
            clear(Optional.of(HERE), 0, Optional.of(PEER), 0)),
        means("clear crypto session fvrf red ivrf blue", vrfs(some("red"), some("blue"))),
        means("clear crypto session ivrf blue", vrfs(NONE, some("blue"))),
        means("clear crypto isakmp", new ExecRequest.ClearIsakmp(OptionalInt.empty())),
        means("clear crypto isakmp 1001", new ExecRequest.ClearIsakmp(OptionalInt.of(1001))),
        means("clear crypto sa", clearSa(Optional.empty(), NONE, OptionalInt.empty())),
        means(
            "clear crypto sa peer 10.2.80.209",
            clearSa(Optional.of(PEER), NONE, OptionalInt.empty())),
        means(
            "clear crypto sa map green",
            clearSa(Optional.empty(), some("green"), OptionalInt.empty())),
        means(
            "clear crypto sa spi 0xF5AC7011",
            clearSa(Optional.empty(), NONE, OptionalInt.of(0xF5AC7011))),
        means(
            "clear crypto sa spi 4294967295", clearSa(Optional.empty(), NONE, OptionalInt.of(-1))),
        means("clear crypto sa counters", new ExecRequest.ClearSaCounters()),
        means("clear counters", new ExecRequest.ClearCounters()),
        means("clear logging", new ExecRequest.ClearLogging()));
  }

  private static Stream<Arguments> acts() {
    return Stream.of(
        means("crypto connect green 1", new ExecRequest.Connect("green", 1)),
        means("ping 10.2.80.209", ping(PEER, Optional.empty(), 5, 100, 2)),
        means("ping ip 10.2.80.209", ping(PEER, Optional.empty(), 5, 100, 2)),
        means("ping ipv6 2001:db8::1", ping(SIX, Optional.empty(), 5, 100, 2)),
        means(
            "ping 10.2.80.209 source 10.1.32.14 repeat 100 size 1400 timeout 1",
            ping(PEER, Optional.of(HERE), 100, 1400, 1)),
        means("pi 10.2.80.209 rep 3 sou 10.1.32.14", ping(PEER, Optional.of(HERE), 3, 100, 2)),
        means("write", new ExecRequest.WriteMemory()),
        means("write memory", new ExecRequest.WriteMemory()),
        means("write mem", new ExecRequest.WriteMemory()),
        means("wr", new ExecRequest.WriteMemory()),
        means("drain", new ExecRequest.Drain()),
        means("copy running-config startup-config", new ExecRequest.WriteMemory()),
        means("copy run start", new ExecRequest.WriteMemory()));
  }

  private static Stream<Arguments> terminal() {
    return Stream.of(
        means("enable", new ExecRequest.Enable()),
        means("en", new ExecRequest.Enable()),
        means("enable 15", new ExecRequest.Enable()),
        means("disable", new ExecRequest.Disable()),
        means("exit", new ExecRequest.Leave()),
        means("quit", new ExecRequest.Leave()),
        means("logout", new ExecRequest.Leave()),
        means("configure terminal", new ExecRequest.ConfigureTerminal()),
        means("conf t", new ExecRequest.ConfigureTerminal()),
        means("configure", new ExecRequest.ConfigureTerminal()),
        means("terminal length 0", new ExecRequest.TerminalLength(0)),
        means("terminal width 511", new ExecRequest.TerminalWidth(511)),
        means("terminal width 512", new ExecRequest.TerminalWidth(512)),
        means("terminal monitor", new ExecRequest.TerminalMonitor(true)),
        means("term mon", new ExecRequest.TerminalMonitor(true)),
        means("terminal no monitor", new ExecRequest.TerminalMonitor(false)),
        means("terminal history size 100", new ExecRequest.TerminalHistory(100)));
  }

  private static Optional<String> some(String name) {
    return Optional.of(name);
  }

  private static ExecRequest session(SessionForm form) {
    return new ExecRequest.ShowSession(SessionFilter.ALL, form);
  }

  private static SessionFilter remote(InetAddress address) {
    return new SessionFilter(
        Optional.empty(),
        OptionalInt.empty(),
        Optional.of(address),
        OptionalInt.empty(),
        NONE,
        NONE);
  }

  private static ExecRequest clear(
      Optional<InetAddress> local, int localPort, Optional<InetAddress> remote, int remotePort) {
    return new ExecRequest.ClearSession(
        new SessionFilter(local, port(localPort), remote, port(remotePort), NONE, NONE));
  }

  private static ExecRequest vrfs(Optional<String> front, Optional<String> inside) {
    return new ExecRequest.ClearSession(
        new SessionFilter(
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            front,
            inside));
  }

  private static ExecRequest clearSa(
      Optional<InetAddress> remote, Optional<String> map, OptionalInt spi) {
    return new ExecRequest.ClearSa(remote, map, spi);
  }

  private static ExecRequest ping(
      InetAddress to, Optional<InetAddress> from, int repeat, int size, int timeout) {
    return new ExecRequest.Ping(to, from, repeat, size, Duration.ofSeconds(timeout));
  }

  private static OptionalInt port(int port) {
    return port == 0 ? OptionalInt.empty() : OptionalInt.of(port);
  }

  @ParameterizedTest
  @MethodSource("requests")
  void everyCommandIsUnderstoodAbbreviatedToo(String line, ExecRequest request) {
    assertThat(ExecLanguage.parse(line)).isEqualTo(new Parsed.Request(request, List.of()));
  }

  @Test
  void everyRequestThatThereIsCanBeEntered() {
    Set<Class<?>> entered =
        requests().map(arguments -> arguments.get()[1].getClass()).collect(Collectors.toSet());
    assertThat(entered).containsExactlyInAnyOrderElementsOf(records(ExecRequest.class));
  }

  private static Set<Class<?>> records(Class<?> sealed) {
    Set<Class<?>> records = new HashSet<>();
    for (Class<?> each : Arrays.asList(sealed.getPermittedSubclasses())) {
      if (each.isSealed()) {
        records.addAll(records(each));
      } else {
        records.add(each);
      }
    }
    return records;
  }

  private static List<PipeFilter> filters(String line) {
    assertThat(ExecLanguage.parse(line)).isInstanceOf(Parsed.Request.class);
    return ((Parsed.Request) ExecLanguage.parse(line)).filters();
  }

  @Test
  void filtersFollowWhatIsShown() {
    assertThat(filters("show running-config | include ^crypto isakmp"))
        .containsExactly(new PipeFilter(PipeFilter.Kind.INCLUDE, "^crypto isakmp"));
    assertThat(filters("sh run | sec crypto map | exc set peer | count set"))
        .containsExactly(
            new PipeFilter(PipeFilter.Kind.SECTION, "crypto map"),
            new PipeFilter(PipeFilter.Kind.EXCLUDE, "set peer"),
            new PipeFilter(PipeFilter.Kind.COUNT, "set"));
    assertThat(filters("sh run |inc peer|key"))
        .containsExactly(new PipeFilter(PipeFilter.Kind.INCLUDE, "peer|key"));
    assertThat(filters("sh cry isa sa | json"))
        .containsExactly(new PipeFilter(PipeFilter.Kind.JSON, ""));
    assertThat(filters("sh cry isa sa | b Codes | count"))
        .containsExactly(
            new PipeFilter(PipeFilter.Kind.BEGIN, "Codes"),
            new PipeFilter(PipeFilter.Kind.COUNT, ""));
  }

  @Test
  void wrongFiltersAreToldWithTheCaretBelowThem() {
    assertThat(refused("show version | grep x | include y"))
        .isEqualTo(
            """
            show version | grep x | include y
                           ^
            % Invalid input detected at '^' marker.\
            """);
    assertThat(refused("show version | include (x"))
        .startsWith("show version | include (x\n                       ^\n% Failed to compile");
    assertThat(refused("show version | include x | json"))
        .isEqualTo(
            """
            show version | include x | json
                                       ^
            % Only the first filter can be json.\
            """);
    assertThat(refused("clear counters | include x"))
        .isEqualTo(
            """
            clear counters | include x
                           ^
            % Invalid input detected at '^' marker.\
            """);
    assertThat(refused("show version | i")).isEqualTo("% Incomplete command.");
    assertThat(refused("show version | | include x")).contains("% Incomplete command.");
  }

  private static String refused(String line) {
    assertThat(ExecLanguage.parse(line)).isInstanceOf(Parsed.Refused.class);
    return ((Parsed.Refused) ExecLanguage.parse(line)).message();
  }
}
