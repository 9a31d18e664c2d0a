package dev.vigil.console;

import dev.vigil.actors.node.HeadEnd;
import dev.vigil.actors.observe.DebugCondition;
import dev.vigil.control.CommandHandler.Answer;
import dev.vigil.language.ExecRequest;
import dev.vigil.language.SessionFilter;
import dev.vigil.protocol.config.HeadEndConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The answers to {@code show …}, as text and as JSON. */
final class ShowAnswers {
  private final Node node;
  private final Consoles consoles;

  ShowAnswers(Node node, Consoles consoles) {
    this.node = node;
    this.consoles = consoles;
  }

  Answer answer(ExecRequest.Show request, boolean json, Asker asker) {
    if (request instanceof ExecRequest.ShowStartupConfig) {
      return startup(asker, json);
    }
    return Answer.done(json ? Json.of(json(request, asker)) : text(request, asker));
  }

  private String text(ExecRequest.Show request, Asker asker) {
    HeadEnd headEnd = node.headEnd();
    HeadEndConfig config = headEnd.config();
    Instant now = node.clock().instant();
    return switch (request) {
      case ExecRequest.ShowIsakmpSa(boolean detail) ->
          detail
              ? IsakmpSaScreen.detail(config, headEnd.sas(), now)
              : IsakmpSaScreen.text(headEnd.sas());
      case ExecRequest.ShowIsakmpPolicy() -> IsakmpPolicyScreen.text(config);
      case ExecRequest.ShowIsakmpKey() -> IsakmpKeyScreen.text(config);
      case ExecRequest.ShowIsakmpPeers(Optional<InetAddress> remote) ->
          IsakmpPeersScreen.text(headEnd.sas(), remote);
      case ExecRequest.ShowIsakmpProfile(Optional<String> name) ->
          IsakmpProfileScreen.text(config, name);
      case ExecRequest.ShowIpsecSa which ->
          IpsecSaScreen.text(config, headEnd.peers(), headEnd.connections(), which, now);
      case ExecRequest.ShowTransformSet(Optional<String> name) ->
          TransformSetScreen.text(config, name);
      case ExecRequest.ShowSecurityAssociation() -> SecurityAssociationScreen.text(config);
      case ExecRequest.ShowIpsecProfile(Optional<String> name) ->
          IpsecProfileScreen.text(config, name);
      case ExecRequest.ShowCryptoMap(Optional<String> name, Optional<String> on) ->
          CryptoMapScreen.text(config, headEnd.connections(), name, on);
      case ExecRequest.ShowDynamicMap(Optional<String> name) -> DynamicMapScreen.text(config, name);
      case ExecRequest.ShowSession(SessionFilter which, ExecRequest.SessionForm form) ->
          SessionScreen.text(config, headEnd.peers(), headEnd.connections(), which, form, now);
      case ExecRequest.ShowCallAdmission() -> CallAdmissionScreen.text(admission());
      case ExecRequest.ShowDebugCondition() ->
          DebuggingScreen.conditionText(new DebugCondition(asker.debug().conditions()));
      case ExecRequest.ShowRunningConfig() -> running(asker);
      case ExecRequest.ShowStartupConfig() -> throw new IllegalStateException("it is read");
      case ExecRequest.ShowCluster() -> ClusterScreen.text(ClusterScreen.of(headEnd));
      case ExecRequest.ShowCounters() -> asker.counters().text();
      case ExecRequest.ShowDebugging() -> DebuggingScreen.text(asker.debug().isOn());
      case ExecRequest.ShowHosts() -> HostsScreen.text(config, headEnd.connections());
      case ExecRequest.ShowVrf() -> VrfScreen.text(config);
      case ExecRequest.ShowVersion() -> VersionScreen.text(node.facts(), now);
      case ExecRequest.ShowInventory() -> InventoryScreen.text(node.facts());
      case ExecRequest.ShowClock() -> ClockScreen.text(now, node.format().zone());
      case ExecRequest.ShowLogging() -> LoggingScreen.text(node.log().view());
      case ExecRequest.ShowUsers() -> UsersScreen.text(consoles.lines(asker, now));
      case ExecRequest.ShowPrivilege() -> PrivilegeScreen.text(asker.privilege());
      case ExecRequest.ShowTerminal() -> TerminalScreen.text(asker.terminal());
      case ExecRequest.ShowHistory() -> HistoryScreen.text(asker.history());
    };
  }

  private Object json(ExecRequest.Show request, Asker asker) {
    HeadEnd headEnd = node.headEnd();
    HeadEndConfig config = headEnd.config();
    Instant now = node.clock().instant();
    return switch (request) {
      case ExecRequest.ShowIsakmpSa _ -> IsakmpSaScreen.json(config, headEnd.sas(), now);
      case ExecRequest.ShowIsakmpPolicy() -> IsakmpPolicyScreen.json(config);
      case ExecRequest.ShowIsakmpKey() -> IsakmpKeyScreen.json(config);
      case ExecRequest.ShowIsakmpPeers(Optional<InetAddress> remote) ->
          IsakmpPeersScreen.json(headEnd.sas(), remote);
      case ExecRequest.ShowIsakmpProfile(Optional<String> name) ->
          IsakmpProfileScreen.json(config, name);
      case ExecRequest.ShowIpsecSa which ->
          IpsecSaScreen.json(config, headEnd.peers(), headEnd.connections(), which, now);
      case ExecRequest.ShowTransformSet(Optional<String> name) ->
          TransformSetScreen.json(config, name);
      case ExecRequest.ShowSecurityAssociation() -> SecurityAssociationScreen.json(config);
      case ExecRequest.ShowIpsecProfile(Optional<String> name) ->
          IpsecProfileScreen.json(config, name);
      case ExecRequest.ShowCryptoMap(Optional<String> name, Optional<String> on) ->
          CryptoMapScreen.json(config, headEnd.connections(), name, on);
      case ExecRequest.ShowDynamicMap(Optional<String> name) -> DynamicMapScreen.json(config, name);
      case ExecRequest.ShowSession(SessionFilter which, _) ->
          SessionScreen.json(config, headEnd.peers(), headEnd.connections(), which, now);
      case ExecRequest.ShowCallAdmission() -> CallAdmissionScreen.json(admission());
      case ExecRequest.ShowDebugCondition() ->
          DebuggingScreen.conditionJson(new DebugCondition(asker.debug().conditions()));
      case ExecRequest.ShowRunningConfig() -> Map.of("config", node.running().current().render());
      case ExecRequest.ShowStartupConfig() -> throw new IllegalStateException("it is read");
      case ExecRequest.ShowCluster() -> ClusterScreen.json(ClusterScreen.of(headEnd));
      case ExecRequest.ShowCounters() -> asker.counters().fields();
      case ExecRequest.ShowDebugging() ->
          DebuggingScreen.json(
              asker.debug().isOn(), new DebugCondition(asker.debug().conditions()));
      case ExecRequest.ShowHosts() -> HostsScreen.json(config, headEnd.connections());
      case ExecRequest.ShowVrf() -> VrfScreen.json(config);
      case ExecRequest.ShowVersion() -> VersionScreen.json(node.facts(), now);
      case ExecRequest.ShowInventory() -> InventoryScreen.json(node.facts());
      case ExecRequest.ShowClock() -> ClockScreen.json(now, node.format().zone());
      case ExecRequest.ShowLogging() -> LoggingScreen.json(node.log().view());
      case ExecRequest.ShowUsers() -> UsersScreen.json(consoles.lines(asker, now));
      case ExecRequest.ShowPrivilege() -> PrivilegeScreen.json(asker.privilege());
      case ExecRequest.ShowTerminal() -> TerminalScreen.json(asker.terminal());
      case ExecRequest.ShowHistory() -> HistoryScreen.json(asker.history());
    };
  }

  private CallAdmissionScreen.Figures admission() {
    HeadEnd headEnd = node.headEnd();
    return CallAdmissionScreen.Figures.of(
        headEnd.config(),
        headEnd.sas(),
        headEnd.peers(),
        headEnd.counters(),
        headEnd.halfOpen(),
        headEnd.settings().admission().halfOpen());
  }

  private String running(Asker asker) {
    String text = node.running().current().render();
    return asker.isPerson()
        ? "Building configuration...\n\nCurrent configuration : %d bytes\n!\n%s"
            .formatted(bytes(text), text)
        : text;
  }

  private Answer startup(Asker asker, boolean json) {
    Optional<StartupFile> file = node.startup();
    if (file.isEmpty()) {
      return Answer.refused("startup-config is not present\n");
    }
    try {
      String text = file.get().read();
      if (json) {
        return Answer.done(Json.of(Map.of("config", text)));
      }
      return Answer.done(
          asker.isPerson() ? "Using %d bytes\n!\n%s".formatted(bytes(text), text) : text);
    } catch (IOException e) {
      return Answer.refused("%% %s cannot be read: %s%n".formatted(file.get().path(), e));
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
