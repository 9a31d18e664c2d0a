package dev.vigil.language;

import static dev.vigil.language.ExecTerms.CRYPTO;
import static dev.vigil.language.ExecTerms.ISAKMP;
import static dev.vigil.language.ExecTerms.MAP;
import static dev.vigil.language.ExecTerms.PEER;
import static dev.vigil.language.ExecTerms.means;
import static dev.vigil.language.Syntax.argument;
import static dev.vigil.language.Syntax.maybe;
import static dev.vigil.language.Syntax.oneOf;
import static dev.vigil.language.Syntax.sequence;
import static dev.vigil.language.Syntax.word;

import java.util.List;
import java.util.Optional;

/** {@code show …}. */
final class ShowCommands {
  private static final Syntax.Keyword SHOW = word("show", "Show running system information");
  private static final Syntax.Keyword IPSEC = word("ipsec", "IPsec");
  private static final Syntax.Keyword DETAIL = word("detail", "Show all there is to know");
  private static final Syntax.Keyword BRIEF = word("brief", "One line for each");
  private static final Syntax.Keyword TAG = word("tag", "By name");
  private static final Syntax.Argument<String> INTERFACE =
      argument(
          "interface",
          ArgumentType.INTERFACE.among(NameSource.Of.INTERFACE),
          "Interface type and number");
  private static final Syntax.Keyword BY_INTERFACE = word("interface", "By interface");

  private ShowCommands() {}

  /** Those that any user may enter. */
  static List<Command<Optional<ExecRequest>>> forUsers() {
    return List.of(
        means(
            a -> new ExecRequest.ShowIsakmpSa(a.has(DETAIL)),
            SHOW,
            CRYPTO,
            ISAKMP,
            word("sa", "Show ISAKMP Security Associations"),
            maybe(DETAIL)),
        isakmp(
            _ -> new ExecRequest.ShowIsakmpPolicy(),
            word("policy", "Show ISAKMP protection suite policy")),
        isakmp(
            a -> new ExecRequest.ShowIsakmpPeers(a.find(PEER)),
            word("peers", "Show ISAKMP peer structures"),
            maybe(PEER)),
        named(
            ExecRequest.ShowIsakmpProfile::new,
            NameSource.Of.ISAKMP_PROFILE,
            ISAKMP,
            word("profile", "Show ISAKMP profiles")),
        ipsecSa(),
        named(
            ExecRequest.ShowTransformSet::new,
            NameSource.Of.TRANSFORM_SET,
            IPSEC,
            word("transform-set", "Crypto transform sets")),
        named(
            ExecRequest.ShowIpsecProfile::new,
            NameSource.Of.IPSEC_PROFILE,
            IPSEC,
            word("profile", "Show IPsec profiles")),
        means(
            _ -> new ExecRequest.ShowSecurityAssociation(),
            SHOW,
            CRYPTO,
            IPSEC,
            word("security-association", "Security association parameters"),
            word("lifetime", "Lifetimes of security associations")),
        means(
            a -> new ExecRequest.ShowCryptoMap(a.find(MAP), a.find(INTERFACE)),
            SHOW,
            CRYPTO,
            word("map", "Crypto maps"),
            maybe(oneOf(sequence(TAG, MAP), sequence(BY_INTERFACE, INTERFACE)))),
        named(
            ExecRequest.ShowDynamicMap::new,
            NameSource.Of.DYNAMIC_MAP,
            word("dynamic-map", "Crypto map templates")),
        session(),
        means(
            _ -> new ExecRequest.ShowCallAdmission(),
            SHOW,
            CRYPTO,
            word("call", "Show crypto call admission info"),
            word("admission", "Show crypto call admission info"),
            word("statistics", "Show crypto call admission statistics")),
        simple(
            new ExecRequest.ShowCluster(),
            "cluster",
            "Nodes of the cluster and what each of them owns"),
        simple(
            new ExecRequest.ShowCounters(),
            "counters",
            "What was counted, and what was dropped and why"),
        simple(new ExecRequest.ShowDebugging(), "debugging", "State of each debugging option"),
        simple(new ExecRequest.ShowHosts(), "hosts", "Host names and what they resolve to"),
        simple(new ExecRequest.ShowVrf(), "vrf", "VPN Routing/Forwarding instances"),
        simple(new ExecRequest.ShowVersion(), "version", "System hardware and software status"),
        simple(new ExecRequest.ShowInventory(), "inventory", "Show the physical inventory"),
        simple(new ExecRequest.ShowClock(), "clock", "Display the system clock"),
        simple(new ExecRequest.ShowUsers(), "users", "Display information about consoles"),
        simple(new ExecRequest.ShowPrivilege(), "privilege", "Show current privilege level"),
        simple(new ExecRequest.ShowTerminal(), "terminal", "Display terminal configuration"),
        simple(new ExecRequest.ShowHistory(), "history", "Display the session command history"));
  }

  /** Those that tell of keys or of the whole configuration, or are about the node's own work. */
  static List<Command<Optional<ExecRequest>>> forPrivileged() {
    return List.of(
        isakmp(_ -> new ExecRequest.ShowIsakmpKey(), word("key", "Show ISAKMP preshared keys")),
        means(
            _ -> new ExecRequest.ShowDebugCondition(),
            SHOW,
            CRYPTO,
            word("debug-condition", "Debug filters")),
        simple(
            new ExecRequest.ShowRunningConfig(),
            "running-config",
            "Current operating configuration"),
        simple(
            new ExecRequest.ShowStartupConfig(),
            "startup-config",
            "Contents of startup configuration"),
        simple(new ExecRequest.ShowLogging(), "logging", "Show the last lines of the log"),
        means(
            _ -> new ExecRequest.ShowRunningConfig(),
            TerminalCommands.WRITE,
            word("terminal", "Write to terminal")));
  }

  private static Command<Optional<ExecRequest>> simple(
      ExecRequest request, String text, String help) {
    return means(_ -> request, SHOW, word(text, help));
  }

  private static Command<Optional<ExecRequest>> isakmp(
      ExecTerms.Meaning meaning, Syntax.Keyword what, Syntax... more) {
    Syntax rest = more.length == 0 ? what : sequence(what, more[0]);
    return means(meaning, SHOW, CRYPTO, ISAKMP, rest);
  }

  /** What of the two forms {@code NAME} and {@code tag NAME} of all that has names. */
  @FunctionalInterface
  private interface Named {
    ExecRequest of(Optional<String> name);
  }

  private static Command<Optional<ExecRequest>> named(
      Named meaning, NameSource.Of of, Syntax.Keyword... what) {
    Syntax.Argument<String> name =
        argument("name", ArgumentType.WORD.among(of), "Name of the one that is meant");
    return means(
        a -> meaning.of(a.find(name)),
        SHOW,
        CRYPTO,
        new Syntax.Sequence(List.of(what)),
        maybe(oneOf(sequence(TAG, name), name)));
  }

  private static Command<Optional<ExecRequest>> ipsecSa() {
    return means(
        a ->
            new ExecRequest.ShowIpsecSa(
                a.find(PEER), a.find(MAP), a.find(INTERFACE), a.has(DETAIL)),
        SHOW,
        CRYPTO,
        IPSEC,
        word("sa", "IPSEC SA table"),
        maybe(
            oneOf(
                sequence(word("peer", "By peer"), PEER),
                sequence(word("map", "By crypto map"), MAP),
                sequence(BY_INTERFACE, INTERFACE))),
        maybe(DETAIL));
  }

  private static Command<Optional<ExecRequest>> session() {
    return means(
        a ->
            new ExecRequest.ShowSession(
                ExecTerms.filter(a),
                a.has(DETAIL)
                    ? ExecRequest.SessionForm.DETAIL
                    : a.has(BRIEF)
                        ? ExecRequest.SessionForm.BRIEF
                        : ExecRequest.SessionForm.NORMAL),
        SHOW,
        CRYPTO,
        word("session", "Show crypto sessions (tunnels)"),
        ExecTerms.sessions(),
        maybe(oneOf(DETAIL, BRIEF)));
  }
}
