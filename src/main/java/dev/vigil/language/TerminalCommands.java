package dev.vigil.language;

import static dev.vigil.language.ExecTerms.MEMORY;
import static dev.vigil.language.ExecTerms.means;
import static dev.vigil.language.Syntax.anyOrder;
import static dev.vigil.language.Syntax.argument;
import static dev.vigil.language.Syntax.maybe;
import static dev.vigil.language.Syntax.number;
import static dev.vigil.language.Syntax.oneOf;
import static dev.vigil.language.Syntax.sequence;
import static dev.vigil.language.Syntax.word;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The console itself, what is asked of it by hand and what it hands on. */
final class TerminalCommands {
  static final Syntax.Keyword WRITE =
      word("write", "Write running configuration to memory or terminal");

  private static final Syntax.Keyword TERMINAL = word("terminal", "Set terminal line parameters");
  private static final Syntax.Keyword MONITOR =
      word("monitor", "Copy debug output to the current terminal line");

  private TerminalCommands() {}

  /** Those that any user may enter. */
  static List<Command<Optional<ExecRequest>>> forUsers() {
    Syntax.Argument<Integer> lines =
        number("lines", 0, 512, "Number of lines on screen (0 for no pausing)");
    Syntax.Argument<Integer> columns =
        number("columns", 0, 512, "Number of characters on a screen line");
    Syntax.Argument<Integer> size = number("size", 0, 256, "Size of history buffer");
    return List.of(
        means(
            _ -> new ExecRequest.Enable(),
            word("enable", "Turn on privileged commands"),
            maybe(word("15", "Enable level"))),
        means(_ -> new ExecRequest.Disable(), word("disable", "Turn off privileged commands")),
        means(_ -> new ExecRequest.Leave(), word("exit", "Exit from the EXEC")),
        means(_ -> new ExecRequest.Leave(), word("quit", "Exit from the EXEC")),
        means(_ -> new ExecRequest.Leave(), word("logout", "Exit from the EXEC")),
        means(
            a -> new ExecRequest.TerminalLength(a.get(lines)),
            TERMINAL,
            word("length", "Set number of lines on a screen"),
            lines),
        means(
            a -> new ExecRequest.TerminalWidth(a.get(columns)),
            TERMINAL,
            word("width", "Set width of the display terminal"),
            columns),
        means(_ -> new ExecRequest.TerminalMonitor(true), TERMINAL, MONITOR),
        means(
            _ -> new ExecRequest.TerminalMonitor(false),
            TERMINAL,
            word("no", "Negate a command or set its defaults"),
            MONITOR),
        means(
            a -> new ExecRequest.TerminalHistory(a.get(size)),
            TERMINAL,
            word("history", "Enable and control the command history function"),
            word("size", "Set history buffer size"),
            size),
        ping());
  }

  /** Those that change the node's configuration or its tunnels. */
  static List<Command<Optional<ExecRequest>>> forPrivileged() {
    Syntax.Argument<Integer> sequence =
        number("sequence", 1, 65_535, "Sequence number of an entry");
    return List.of(
        means(
            _ -> new ExecRequest.ConfigureTerminal(),
            word("configure", "Enter configuration mode"),
            maybe(word("terminal", "Configure from the terminal"))),
        means(_ -> new ExecRequest.WriteMemory(), WRITE, maybe(MEMORY)),
        means(_ -> new ExecRequest.Drain(), word("drain", "Hand all tunnels over and end")),
        means(
            _ -> new ExecRequest.WriteMemory(),
            word("copy", "Copy from one file to another"),
            word("running-config", "Copy from current system configuration"),
            word("startup-config", "Copy to startup configuration")),
        means(
            a -> new ExecRequest.Connect(a.get(ExecTerms.MAP), a.get(sequence)),
            ExecTerms.CRYPTO,
            word("connect", "Bring a crypto map entry up from here"),
            ExecTerms.MAP,
            sequence));
  }

  private static Command<Optional<ExecRequest>> ping() {
    Syntax.Argument<InetAddress> destination =
        argument("destination", ArgumentType.ADDRESS, "Ping destination address");
    Syntax.Argument<InetAddress> source =
        argument("source", ArgumentType.ADDRESS, "Source address");
    Syntax.Argument<Integer> repeat =
        number("repeat", 1, Integer.MAX_VALUE, "Number of echo requests");
    Syntax.Argument<Integer> size = number("size", 36, 18_024, "Octets of the whole packet");
    Syntax.Argument<Integer> timeout = number("timeout", 0, 3_600, "Seconds");
    return means(
        a ->
            new ExecRequest.Ping(
                a.get(destination),
                a.find(source),
                a.find(repeat).orElse(5),
                a.find(size).orElse(100),
                Duration.ofSeconds(a.find(timeout).orElse(2))),
        word("ping", "Send echo messages through the tunnel that protects them"),
        maybe(oneOf(word("ip", "IP echo"), word("ipv6", "IPv6 echo"))),
        destination,
        anyOrder(
            sequence(word("source", "Specify source address"), source),
            sequence(word("repeat", "Specify repeat count"), repeat),
            sequence(word("size", "Specify datagram size"), size),
            sequence(word("timeout", "Specify timeout interval"), timeout)));
  }
}
