package dev.vigil.language;

import dev.vigil.protocol.config.ConfigBuilder;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tree of all commands. The order of the commands of a mode is the order in which {@code show
 * running-config} prints them.
 */
final class Grammar {
  /** Global configuration mode. */
  static final Mode<ConfigBuilder> GLOBAL = Mode.of("config", true, global());

  private Grammar() {}

  private static List<Command<ConfigBuilder>> global() {
    return Stream.of(
            NodeCommands.hostname(),
            EnableCommands.all(),
            VrfCommands.all(),
            HostCommands.all(),
            KeyCommands.keyrings(),
            IsakmpCommands.beforeKeys(),
            KeyCommands.globalKeys(),
            IsakmpCommands.afterKeys(),
            ClientGroupCommands.all(),
            ProfileCommands.all(),
            NodeCommands.admission(),
            IpsecCommands.all(),
            EzvpnCommands.all(),
            CryptoMapCommands.all(),
            InterfaceCommands.all(),
            NodeCommands.pools(),
            AccessListCommands.all(),
            KeptCommands.global())
        .flatMap(List::stream)
        .toList();
  }
}
