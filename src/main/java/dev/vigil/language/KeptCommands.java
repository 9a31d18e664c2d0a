package dev.vigil.language;

import static dev.vigil.language.Syntax.argument;
import static dev.vigil.language.Syntax.maybe;
import static dev.vigil.language.Syntax.oneOf;
import static dev.vigil.language.Syntax.word;

import dev.vigil.protocol.config.ConfigBuilder;
import dev.vigil.protocol.config.InterfaceConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The router's commands that the head-end has no use for: known, so that their lines are kept and
 * not mistaken for abbreviations of ours.
 */
final class KeptCommands {
  private static final String HELP = "Kept, not used here";
  static final Syntax.Argument<String> REST = argument("rest", ArgumentType.LINE, HELP);

  private static final List<String> GLOBAL =
      List.of(
          "aaa alias aqm-register-fnf archive arp async-bootp banner bba-group boot bridge",
          "buffers call-home card cdp chat-script class-map clock clns cns config-register",
          "control-plane controller define diagnostic dial-peer dialer-list dot11 dot1x dspfarm",
          "errdisable event exception facility-alarm flow frame-relay gatekeeper gateway",
          "global-address hw-module isdn issu kerberos key key-chain l2tp-class line lldp load",
          "logging login mac mac-address-table map-class map-list media-proxy memory memory-size",
          "menu mgcp modem monitor mpls multilink nat netconf netconf-yang network-clock ntp",
          "object object-group parameter-map parser partition performance pfr platform",
          "policy-map port-channel power ppp priority-list privilege process process-max-time",
          "prompt pseudowire-class qos queue-list radius radius-server random-detect redundancy",
          "regexp resource restconf rmon route-map route-tag router rtr sccp scheduler security",
          "service service-list sntp snmp snmp-server spanning-tree stcapp subscriber tacacs",
          "tacacs-server template terminal-queue time-range tftp-server track transceiver",
          "translation-rule udld upgrade username version virtual-profile vlan vmps voice",
          "voice-card vpdn vpdn-group vtp wsma x25 x29 xconnect zone zone-pair");

  /** Words that the router has and that begin lines of ours as well, with what follows them. */
  private static final List<String> CRYPTO =
      List.of("pki", "ca", "key", "ikev2", "engine", "gdoi", "gkm", "identity", "mib");

  private static final List<String> CRYPTO_MORE =
      List.of("provisioning", "ssl", "tls-tunnel", "vpn", "wui", "xauth");

  private static final List<String> INTERFACE_IP =
      List.of(
          "access-group accounting arp authentication bandwidth-percent bgp broadcast-address cef",
          "cgmp dhcp directed-broadcast dvmrp eigrp flow header-compression hello-interval",
          "helper-address hold-time igmp information-reply inspect ips irdp load-sharing",
          "local-proxy-arp mask-reply mobile mroute-cache mtu multicast nat nbar next-hop-self",
          "nhrp ospf pim policy probe proxy-arp rarp-server redirects rgmp rip route-cache router",
          "rsvp rtp sap security sla split-horizon summary-address tcp traffic-export trigger",
          "unreachables urd verify virtual-reassembly wccp");

  private KeptCommands() {}

  private static List<String> split(List<String> lines) {
    return lines.stream().flatMap(line -> List.of(line.split(" ", -1)).stream()).toList();
  }

  static <T> Command<T> kept(Syntax... words) {
    List<Syntax> syntax = new ArrayList<>(List.of(words));
    syntax.add(maybe(REST));
    return Command.kept(syntax.toArray(Syntax[]::new));
  }

  static List<Command<ConfigBuilder>> global() {
    List<Command<ConfigBuilder>> commands = new ArrayList<>();
    split(GLOBAL).forEach(text -> commands.add(kept(word(text, HELP))));
    CRYPTO.forEach(text -> commands.add(kept(Terms.CRYPTO, word(text, HELP))));
    CRYPTO_MORE.forEach(text -> commands.add(kept(Terms.CRYPTO, word(text, HELP))));
    Syntax.Keyword ip = word("ip", "Global IP configuration subcommands");
    Syntax.Keyword lists = word("access-list", "Named access-list");
    Syntax.Keyword vrf = word("vrf", "VPN Routing/Forwarding parameters");
    commands.add(kept(vrf, oneOf(word("upgrade-cli", HELP), word("selection", HELP))));
    commands.add(
        kept(
            Terms.CRYPTO,
            word("logging", "logging messages"),
            oneOf(word("ezvpn", HELP), word("ikev2", HELP), word("gdoi", HELP))));
    commands.add(
        kept(
            word("call", "Configure call parameters"),
            oneOf(word("admission", HELP), word("threshold", HELP), word("rsvp-sync", HELP))));
    commands.add(
        kept(
            ip,
            word("local", "Specify local options"),
            oneOf(word("policy", HELP), word("reuse-duplicate", HELP))));
    commands.add(
        kept(
            ip,
            lists,
            oneOf(
                word("standard", HELP),
                word("resequence", HELP),
                word("logging", HELP),
                word("log-update", HELP),
                word("persistent", HELP),
                word("role-based", HELP),
                word("match-local-traffic", HELP))));
    commands.add(Command.kept(ip, REST));
    commands.add(
        kept(
            word("ipv6", "Global IPv6 configuration commands"),
            word("access-list", "Configure access lists"),
            word("log-update", HELP)));
    commands.add(Command.kept(word("ipv6", "Global IPv6 configuration commands"), REST));
    commands.add(Command.kept(word("access-list", HELP), standardNumber(), REST));
    return commands;
  }

  /** Lists of other kinds than extended IP: standard IP, MAC, IPX and the rest. */
  private static Syntax.Argument<String> standardNumber() {
    Pattern others =
        Pattern.compile(
            "[1-9]|[1-9][0-9]|1[3-9][0-9]{2}|[2-9][0-9]{2}|1[0-2][0-9]{2}|27[0-9]{2}"
                + "|compiled|dynamic-extended|rate-limit");
    return argument("other", ArgumentType.text("<1-99>", others, ArgumentType.Kind.PLAIN), HELP);
  }

  static List<Command<InterfaceConfig>> ofInterface() {
    List<Command<InterfaceConfig>> commands = new ArrayList<>();
    Syntax.Keyword ip = word("ip", "Interface Internet Protocol commands");
    Syntax.Keyword ipv6 = word("ipv6", "IPv6 interface subcommands");
    commands.add(
        kept(
            ip,
            word("vrf", "VPN Routing/Forwarding parameters"),
            oneOf(
                word("receive", HELP),
                word("select", HELP),
                word("sitemap", HELP),
                word("autoclassify", HELP))));
    split(INTERFACE_IP).forEach(text -> commands.add(kept(ip, word(text, HELP))));
    commands.add(
        kept(
            ip,
            word("address", "Set the IP address"),
            oneOf(word("pool", HELP), word("slarp", HELP))));
    Syntax.Keyword address = word("address", "Set the IPv6 address");
    commands.add(
        kept(
            ipv6,
            address,
            oneOf(word("autoconfig", HELP), word("dhcp", HELP), word("negotiated", HELP))));
    commands.add(
        kept(
            ipv6,
            address,
            argument("prefix", ArgumentType.IPV6_PREFIX, HELP),
            oneOf(word("eui-64", HELP), word("anycast", HELP))));
    Syntax.Keyword tunnel = word("tunnel", "Protocol-over-protocol tunneling");
    Syntax.Keyword mode = word("mode", "Tunnel encapsulation method");
    commands.add(Command.kept(tunnel, REST));
    commands.add(Command.kept(tunnel, mode, REST));
    commands.add(
        kept(tunnel, mode, word("gre", "Generic route encapsulation"), word("ipv6", HELP)));
    commands.add(Command.kept(ip, REST));
    commands.add(Command.kept(ipv6, REST));
    commands.add(
        kept(Terms.CRYPTO, oneOf(word("engine", HELP), word("ikev2", HELP), word("gdoi", HELP))));
    return commands;
  }
}
