package dev.vigil.console;

import dev.vigil.actors.observe.PeerAddress;
import dev.vigil.control.CommandHandler.Answer;
import dev.vigil.language.ExecRequest;
import dev.vigil.language.SessionFilter;
import dev.vigil.protocol.config.IpPrefix;
import dev.vigil.protocol.peer.PeerEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what changes something. */
final class ActAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(ActAnswers.class);

  private final Node node;

  ActAnswers(Node node) {
    this.node = node;
  }

  Answer answer(ExecRequest.Act request, Asker asker) {
    return switch (request) {
      case ExecRequest.Debug(boolean on) -> debug(on, asker.debug());
      case ExecRequest.DebugCondition(boolean add, InetAddress peer, int bits) ->
          condition(add, new IpPrefix(peer, bits), asker.debug());
      case ExecRequest.DebugConditionReset() -> {
        asker.debug().reset();
        yield Answer.done("");
      }
      case ExecRequest.ClearSession(SessionFilter which) -> {
        node.headEnd()
            .clear(
                new PeerEvent.Clear(
                    which.local(),
                    which.localPort(),
                    which.remote(),
                    which.remotePort(),
                    which.frontVrf(),
                    which.insideVrf()));
        yield Answer.done("");
      }
      case ExecRequest.ClearIsakmp(OptionalInt connection) -> {
        node.headEnd().clearIke(connection);
        yield Answer.done("");
      }
      case ExecRequest.ClearSa(
              Optional<InetAddress> remote,
              Optional<String> map,
              OptionalInt inboundSpi) -> {
        node.headEnd().clearChildren(new PeerEvent.ClearChildren(remote, map, inboundSpi));
        yield Answer.done("");
      }
      case ExecRequest.ClearSaCounters() -> {
        node.headEnd().clearTraffic();
        yield Answer.done("");
      }
      case ExecRequest.ClearCounters() -> {
        asker.counters().clear();
        yield Answer.done("");
      }
      case ExecRequest.ClearLogging() -> {
        node.log().clear();
        yield Answer.done("");
      }
      case ExecRequest.Connect(String map, int sequence) ->
          node.headEnd().bringUp(map + " " + sequence)
              ? Answer.done("")
              : Answer.refused(
                  "%% There is no crypto map entry %s %d that can be brought up from here.%n"
                      .formatted(map, sequence));
      case ExecRequest.Ping ping -> new Ping(node.headEnd()::ping, asker).run(ping);
      case ExecRequest.WriteMemory() -> write();
      case ExecRequest.Drain() -> {
        LOG.info("drain: told to at a console");
        var _ = node.headEnd().drain();
        yield Answer.done("The node hands its tunnels over and ends.\n");
      }
    };
  }

  private static Answer debug(boolean on, DebugLog debug) {
    if (on) {
      debug.on();
    } else {
      debug.off();
    }
    return Answer.done("Crypto ISAKMP debugging is " + (on ? "on" : "off") + "\n");
  }

  private static Answer condition(boolean add, IpPrefix peer, DebugLog debug) {
    if (add) {
      debug.add(peer);
      return Answer.done("");
    }
    return debug.remove(peer)
        ? Answer.done("")
        : Answer.refused(
            "%% There is no debug condition for %s/%d.%n"
                .formatted(PeerAddress.of(peer.address()), peer.length()));
  }

  private Answer write() {
    Optional<StartupFile> file = node.startup();
    if (file.isEmpty()) {
      return Answer.refused("% This node was not started from a file.\n");
    }
    try {
      node.running().save();
      file.get().write(node.running().current().render());
      LOG.info("startup configuration written path={}", file.get().path());
      return Answer.done("Building configuration...\n[OK]\n");
    } catch (IOException e) {
      LOG.warn("startup configuration not written path={}", file.get().path(), e);
      return Answer.refused(
          "Building configuration...\n%% %s is as it was; it cannot be written: %s%n"
              .formatted(file.get().path(), e));
    }
  }
}
