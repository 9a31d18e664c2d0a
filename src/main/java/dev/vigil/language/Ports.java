package dev.vigil.language;

import java.util.Map;
import java.util.Optional;

/** Ports by number or, as far as they occur in access-lists, by the router's name. */
final class Ports {
  private static final Map<String, Integer> NAMES =
      Map.ofEntries(
          Map.entry("bgp", 179),
          Map.entry("biff", 512),
          Map.entry("bootpc", 68),
          Map.entry("bootps", 67),
          Map.entry("chargen", 19),
          Map.entry("cmd", 514),
          Map.entry("daytime", 13),
          Map.entry("discard", 9),
          Map.entry("dnsix", 195),
          Map.entry("domain", 53),
          Map.entry("drip", 3_949),
          Map.entry("echo", 7),
          Map.entry("exec", 512),
          Map.entry("finger", 79),
          Map.entry("ftp", 21),
          Map.entry("ftp-data", 20),
          Map.entry("gopher", 70),
          Map.entry("hostname", 101),
          Map.entry("ident", 113),
          Map.entry("irc", 194),
          Map.entry("isakmp", 500),
          Map.entry("klogin", 543),
          Map.entry("kshell", 544),
          Map.entry("login", 513),
          Map.entry("lpd", 515),
          Map.entry("mobile-ip", 434),
          Map.entry("msrpc", 135),
          Map.entry("nameserver", 42),
          Map.entry("netbios-dgm", 138),
          Map.entry("netbios-ns", 137),
          Map.entry("netbios-ss", 139),
          Map.entry("nntp", 119),
          Map.entry("non500-isakmp", 4_500),
          Map.entry("ntp", 123),
          Map.entry("pim-auto-rp", 496),
          Map.entry("pop2", 109),
          Map.entry("pop3", 110),
          Map.entry("rip", 520),
          Map.entry("smtp", 25),
          Map.entry("snmp", 161),
          Map.entry("snmptrap", 162),
          Map.entry("sunrpc", 111),
          Map.entry("syslog", 514),
          Map.entry("tacacs", 49),
          Map.entry("talk", 517),
          Map.entry("telnet", 23),
          Map.entry("tftp", 69),
          Map.entry("time", 37),
          Map.entry("uucp", 540),
          Map.entry("who", 513),
          Map.entry("whois", 43),
          Map.entry("www", 80),
          Map.entry("xdmcp", 177));

  static final ArgumentType<Integer> TYPE =
      new ArgumentType<>("<0-65535>", Ports::read, String::valueOf, ArgumentType.Kind.PLAIN);

  private Ports() {}

  private static Optional<Integer> read(String word) {
    return Optional.ofNullable(NAMES.get(word))
        .or(() -> ArgumentType.number(0, 65_535).reader().apply(word));
  }
}
