package dev.vigil.language;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** A command of the exec mode, understood. */
public sealed interface ExecRequest {
  /** Shows something of the node; has an answer in text and one in JSON. */
  sealed interface Show extends ExecRequest {}

  /** Changes something of the node, whoever asks. */
  sealed interface Act extends ExecRequest {}

  /** Concerns the terminal that it is entered at. */
  sealed interface AtTerminal extends ExecRequest {}

  /** {@code show crypto isakmp sa [detail]}. */
  record ShowIsakmpSa(boolean detail) implements Show {}

  /** {@code show crypto isakmp policy}. */
  record ShowIsakmpPolicy() implements Show {}

  /** {@code show crypto isakmp key}: whom there are keys for; the keys themselves stay hidden. */
  record ShowIsakmpKey() implements Show {}

  /** {@code show crypto isakmp peers [ADDRESS]}. */
  record ShowIsakmpPeers(Optional<InetAddress> remote) implements Show {}

  /** {@code show crypto isakmp profile [tag NAME]}. */
  record ShowIsakmpProfile(Optional<String> name) implements Show {}

  /** {@code show crypto ipsec sa [peer A | map M | interface I | spi] [detail]}. */
  record ShowIpsecSa(
      Optional<InetAddress> remote,
      Optional<String> map,
      Optional<String> interfaceName,
      boolean detail)
      implements Show {}

  /** {@code show crypto ipsec transform-set [NAME]}. */
  record ShowTransformSet(Optional<String> name) implements Show {}

  /** {@code show crypto ipsec security-association lifetime}. */
  record ShowSecurityAssociation() implements Show {}

  /** {@code show crypto ipsec profile [NAME]}. */
  record ShowIpsecProfile(Optional<String> name) implements Show {}

  /** {@code show crypto map [tag NAME | interface NAME]}. */
  record ShowCryptoMap(Optional<String> name, Optional<String> interfaceName) implements Show {}

  /** {@code show crypto dynamic-map [tag NAME]}. */
  record ShowDynamicMap(Optional<String> name) implements Show {}

  /** {@code show crypto session [local …] [remote …] [fvrf …] [ivrf …] [detail | brief]}. */
  record ShowSession(SessionFilter which, SessionForm form) implements Show {}

  /** How much {@code show crypto session} tells. */
  enum SessionForm {
    NORMAL,
    DETAIL,
    BRIEF
  }

  /** {@code show crypto call admission statistics}. */
  record ShowCallAdmission() implements Show {}

  /** {@code show crypto debug-condition}. */
  record ShowDebugCondition() implements Show {}

  /** {@code show running-config}. */
  record ShowRunningConfig() implements Show {}

  /** {@code show startup-config}. */
  record ShowStartupConfig() implements Show {}

  /** {@code show cluster}: the nodes, who owns how much, what waits to be safe. */
  record ShowCluster() implements Show {}

  /** {@code show counters}: what the node counted, dropped datagrams by reason. */
  record ShowCounters() implements Show {}

  /** {@code show debugging}. */
  record ShowDebugging() implements Show {}

  /** {@code show hosts}: names of peers and what they resolve to. */
  record ShowHosts() implements Show {}

  /** {@code show vrf}. */
  record ShowVrf() implements Show {}

  /** {@code show version}. */
  record ShowVersion() implements Show {}

  /** {@code show inventory}. */
  record ShowInventory() implements Show {}

  /** {@code show clock}. */
  record ShowClock() implements Show {}

  /** {@code show logging}: the last lines of the log. */
  record ShowLogging() implements Show {}

  /** {@code show users}: who is at a console. */
  record ShowUsers() implements Show {}

  /** {@code show privilege}. */
  record ShowPrivilege() implements Show, AtTerminal {}

  /** {@code show terminal}. */
  record ShowTerminal() implements Show, AtTerminal {}

  /** {@code show history}. */
  record ShowHistory() implements Show, AtTerminal {}

  /** {@code [no] debug crypto isakmp}; {@code debug all} and {@code undebug all} mean the same. */
  record Debug(boolean on) implements Act {}

  /**
   * {@code [no] debug crypto condition peer ipv4 A [mask]}; those of one console add up.
   *
   * @param prefixBits of the address that count; all of them for one peer
   */
  record DebugCondition(boolean add, InetAddress peer, int prefixBits) implements Act {}

  /** {@code debug crypto condition reset}. */
  record DebugConditionReset() implements Act {}

  /** {@code clear crypto session [local IP [port N]] [remote IP [port N]] | [fvrf V] [ivrf V]}. */
  record ClearSession(SessionFilter which) implements Act {}

  /** {@code clear crypto isakmp [CONN-ID]}. */
  record ClearIsakmp(OptionalInt connection) implements Act {}

  /** {@code clear crypto sa [peer A | map M | spi SPI]}. */
  record ClearSa(Optional<InetAddress> remote, Optional<String> map, OptionalInt inboundSpi)
      implements Act {}

  /** {@code clear crypto sa counters}: the figures of IPsec SAs start at nought again. */
  record ClearSaCounters() implements Act {}

  /** {@code clear counters}: those of {@code show counters}, as this console sees them. */
  record ClearCounters() implements Act {}

  /** {@code clear logging}. */
  record ClearLogging() implements Act {}

  /** {@code crypto connect MAP SEQUENCE}: bring a crypto map entry up from here. */
  record Connect(String map, int sequence) implements Act {}

  /**
   * {@code ping [ip] ADDRESS [source ADDRESS] [repeat N] [size N] [timeout SECONDS]}: through the
   * tunnel that protects it.
   */
  record Ping(
      InetAddress destination, Optional<InetAddress> source, int repeat, int size, Duration timeout)
      implements Act {}

  /** {@code write [memory]}, {@code copy running-config startup-config}. */
  record WriteMemory() implements Act {}

  /** {@code drain}: the node hands its tunnels over and ends. */
  record Drain() implements Act {}

  /** {@code enable}. */
  record Enable() implements AtTerminal {}

  /** {@code disable}. */
  record Disable() implements AtTerminal {}

  /** {@code exit}, {@code quit}, {@code logout}. */
  record Leave() implements AtTerminal {}

  /** {@code configure [terminal]}. */
  record ConfigureTerminal() implements AtTerminal {}

  /** {@code terminal length N}: lines of a page, 0 to 512; 0: no pages. */
  record TerminalLength(int lines) implements AtTerminal {}

  /** {@code terminal width N}: columns, 0 to 512; 0: as wide as need be. */
  record TerminalWidth(int columns) implements AtTerminal {}

  /** {@code terminal [no] monitor}: whether log and debug lines come to this terminal. */
  record TerminalMonitor(boolean on) implements AtTerminal {}

  /** {@code terminal history size N}: lines, 0 to 256. */
  record TerminalHistory(int lines) implements AtTerminal {}
}
