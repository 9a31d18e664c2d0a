package dev.vigil.language;

import static dev.vigil.language.Syntax.choice;
import static dev.vigil.language.Syntax.item;
import static dev.vigil.language.Syntax.maybe;
import static dev.vigil.language.Syntax.number;
import static dev.vigil.language.Syntax.word;

import dev.vigil.protocol.config.ConfigBuilder;
import dev.vigil.protocol.config.IkePolicy;
import dev.vigil.protocol.config.IsakmpSettings;
import dev.vigil.protocol.config.Keepalive;
import dev.vigil.protocol.config.OwnIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** {@code crypto isakmp …} but for keys, profiles, peers and groups. */
final class IsakmpCommands {
  private IsakmpCommands() {}

  static List<Command<ConfigBuilder>> beforeKeys() {
    return List.of(
        enabled(
            IsakmpSettings::enabled,
            (d, v) -> d.enabled = v,
            true,
            word("enable", "Enable ISAKMP")),
        enabled(
                IsakmpSettings::defaultPolicy,
                (d, v) -> d.defaultPolicy = v,
                true,
                word("default", "ISAKMP default policy"),
                word("policy", "ISAKMP default policy"))
            .later("default policies"),
        policies());
  }

  static List<Command<ConfigBuilder>> afterKeys() {
    return List.of(
        identity(),
        enabled(
                IsakmpSettings::invalidSpiRecovery,
                (d, v) -> d.invalidSpiRecovery = v,
                false,
                word("invalid-spi-recovery", "Initiate IKE and send Invalid SPI Notify"))
            .later("data plane"),
        keepalive(),
        time(
            IsakmpSettings::natKeepalive,
            (d, v) -> d.natKeepalive = v,
            5,
            3_600,
            word("nat", "Set a nat  keepalive interval for use with IOS peers"),
            word("keepalive", "Set a nat  keepalive interval for use with IOS peers")),
        time(
                IsakmpSettings::xauthTimeout,
                (d, v) -> d.xauthTimeout = v,
                5,
                90,
                word("xauth", "Set Extended Authentication values"),
                word("timeout", "Set xauth timeout value"))
            .later("Easy VPN server"),
        enabled(
            IsakmpSettings::aggressiveModeDisabled,
            (d, v) -> d.aggressiveModeDisabled = v,
            false,
            word("aggressive-mode", "Disable ISAKMP aggressive mode"),
            word("disable", "Disable ISAKMP aggressive mode")),
        enabled(
                IsakmpSettings::fragmentation,
                (d, v) -> d.fragmentation = v,
                false,
                word("fragmentation", "IKE Fragmentation enabled if required"))
            .later("IKE fragmentation"),
        enabled(
                IsakmpSettings::disconnectRevokedPeers,
                (d, v) -> d.disconnectRevokedPeers = v,
                false,
                word("disconnect-revoked-peers", "Disconnect Crypto Session with revoked peer"))
            .later("certificates"),
        logging());
  }

  private static Command<ConfigBuilder> enabled(
      Predicate<IsakmpSettings> get,
      BiConsumer<IsakmpSettings.Draft, Boolean> put,
      boolean byDefault,
      Syntax... words) {
    List<Syntax> syntax = new ArrayList<>(List.of(Terms.CRYPTO, Terms.ISAKMP));
    syntax.addAll(List.of(words));
    return Command.<ConfigBuilder>of(syntax.toArray(Syntax[]::new))
        .flag(
            b -> get.test(b.isakmp),
            (b, value) -> {
              b.isakmp = b.isakmp.with(d -> put.accept(d, value));
              return b;
            },
            byDefault);
  }

  private static Command<ConfigBuilder> time(
      Function<IsakmpSettings, Optional<Duration>> get,
      BiConsumer<IsakmpSettings.Draft, Optional<Duration>> put,
      int min,
      int max,
      Syntax.Keyword first,
      Syntax.Keyword second) {
    Syntax.Argument<Integer> seconds = Terms.seconds(min, max, "Number of seconds");
    return Command.<ConfigBuilder>of(Terms.CRYPTO, Terms.ISAKMP, first, second, seconds)
        .set((b, a) -> {
          b.isakmp = b.isakmp.with(d -> put.accept(d, Optional.of(Terms.duration(a, seconds))));
          return b;
        })
        .unset((b, _) -> {
          b.isakmp = b.isakmp.with(d -> put.accept(d, Optional.empty()));
          return b;
        })
        .shows(b -> Terms.secondsLine(seconds, get.apply(b.isakmp)));
  }

  private static Command<ConfigBuilder> policies() {
    Syntax.Argument<Integer> priority =
        number("priority", 1, 10_000, "Priority of protection suite");
    return Command.<ConfigBuilder>of(
            Terms.CRYPTO,
            Terms.ISAKMP,
            word("policy", "Set policy for an ISAKMP protection suite"),
            priority)
        .identifiedBy(priority.name())
        .undoAfter(4)
        .unset((b, a) -> {
          b.policies.remove(a.get(priority));
          return b;
        })
        .section(
            new Command.Section<>(
                PolicyCommands.MODE,
                (b, a) ->
                    b.policies.getOrDefault(a.get(priority), IkePolicy.defaults(a.get(priority))),
                (b, policy) -> {
                  b.policies.put(policy.priority(), policy);
                  return b;
                },
                b ->
                    b.policies.values().stream()
                        .map(p -> new Command.Body<>(Arguments.of(priority, p.priority()), p))
                        .toList()));
  }

  private static Command<ConfigBuilder> identity() {
    Syntax.Choice<OwnIdentity> identity =
        choice(
            item(
                "identity",
                "address",
                (OwnIdentity) new OwnIdentity.LocalAddress(),
                "Use the IP address of the interface for the identity"),
            item(
                "identity",
                "hostname",
                new OwnIdentity.HostName(),
                "Use the hostname of the router for the identity"),
            item(
                "identity",
                "dn",
                new OwnIdentity.DistinguishedName(),
                "Use the distinguished name of the router cert for the identity"));
    return Command.<ConfigBuilder>of(
            Terms.CRYPTO,
            Terms.ISAKMP,
            word("identity", "Set the identity which ISAKMP will use"),
            identity)
        .set((b, a) -> {
          b.isakmp = b.isakmp.with(d -> d.identity = a.get(identity));
          return b;
        })
        .unset((b, _) -> {
          b.isakmp = b.isakmp.with(d -> d.identity = new OwnIdentity.LocalAddress());
          return b;
        })
        .shows(b ->
            b.isakmp.identity() instanceof OwnIdentity.LocalAddress
                ? List.of()
                : List.of(Arguments.of(identity, b.isakmp.identity())));
  }

  private static Command<ConfigBuilder> keepalive() {
    Syntax.Argument<Integer> interval =
        number("interval", 10, 3_600, "Number of seconds between keep alives");
    Syntax.Argument<Integer> retry =
        number("retry", 2, 60, "Number of seconds between retries if keep alive fails");
    Syntax.Choice<Keepalive.Mode> mode =
        choice(
            item("mode", "periodic", Keepalive.Mode.PERIODIC, "DPD is sent periodically"),
            item("mode", "on-demand", Keepalive.Mode.ON_DEMAND, "DPD is sent on demand only"));
    return Command.<ConfigBuilder>of(
            Terms.CRYPTO,
            Terms.ISAKMP,
            word("keepalive", "Ask peers whether they live (DPD; Vigil's keepalives, no router's)"),
            interval,
            maybe(retry),
            maybe(mode))
        .set((b, a) -> {
          Keepalive keepalive =
              new Keepalive(
                  Terms.duration(a, interval),
                  a.has(retry) ? Terms.duration(a, retry) : Keepalive.DEFAULT_RETRY,
                  a.find(mode).orElse(Keepalive.Mode.ON_DEMAND));
          b.isakmp = b.isakmp.with(d -> d.keepalive = Optional.of(keepalive));
          return b;
        })
        .unset((b, _) -> {
          b.isakmp = b.isakmp.with(d -> d.keepalive = Optional.empty());
          return b;
        })
        .shows(b ->
            b.isakmp.keepalive().stream()
                .map(k -> {
                  Arguments shown = Arguments.of(interval, (int) k.interval().toSeconds());
                  if (!k.retry().equals(Keepalive.DEFAULT_RETRY)) {
                    shown.and(retry, (int) k.retry().toSeconds());
                  }
                  return k.mode() == Keepalive.Mode.PERIODIC
                      ? shown.and(mode, Keepalive.Mode.PERIODIC)
                      : shown;
                })
                .toList());
  }

  private static Command<ConfigBuilder> logging() {
    return Command.<ConfigBuilder>of(
            Terms.CRYPTO,
            word("logging", "logging messages"),
            word("session", "logging up/down session"))
        .flag(
            b -> b.isakmp.logSessions(),
            (b, value) -> {
              b.isakmp = b.isakmp.with(d -> d.logSessions = value);
              return b;
            },
            false);
  }
}
