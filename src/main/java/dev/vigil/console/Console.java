package dev.vigil.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vigil.actors.node.HeadEnd;
import dev.vigil.actors.observe.Counters;
import dev.vigil.actors.observe.DebugCondition;
import dev.vigil.actors.observe.PeerAddress;
import dev.vigil.control.CommandHandler;
import dev.vigil.language.ExecLanguage;
import dev.vigil.language.ExecLanguage.Parsed;
import dev.vigil.language.ExecRequest;
import dev.vigil.language.PipeFilter;
import dev.vigil.language.RunningConfig;
import dev.vigil.language.SessionFilter;
import dev.vigil.protocol.peer.PeerEvent;
import dev.vigil.protocol.trace.TraceFormat;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Carries out the commands of the exec mode on a running node. */
public final class Console implements CommandHandler {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** Trace events that may wait to be written. */
  private static final int DEBUG_BOUND = 8_192;

  private final HeadEnd headEnd;
  private final Supplier<RunningConfig> running;
  private final InstantSource clock;
  private final DebugLog debug;

  /**
   * @param running the configuration as it is shown
   * @param debugWriter takes the lines of {@code debug crypto isakmp}
   */
  public Console(
      HeadEnd headEnd,
      Supplier<RunningConfig> running,
      InstantSource clock,
      TraceFormat format,
      Consumer<String> debugWriter) {
    this.headEnd = headEnd;
    this.running = running;
    this.clock = clock;
    this.debug =
        new DebugLog(
            peer -> headEnd.debug(DebugCondition.of(peer), DEBUG_BOUND), format, debugWriter);
  }

  @Override
  public Answer handle(String line, boolean json) {
    return switch (ExecLanguage.parse(line)) {
      case Parsed.Refused refused -> Answer.refused(refused.message() + "\n");
      case Parsed.Help(String text) -> Answer.done(text);
      case Parsed.Request(ExecRequest request, List<PipeFilter> filters) -> {
        Answer answer = json || PipeFilter.asksForJson(filters) ? json(request) : text(request);
        yield new Answer(answer.exit(), PipeFilter.apply(filters, answer.text()));
      }
    };
  }

  private Answer text(ExecRequest request) {
    Instant now = clock.instant();
    return switch (request) {
      case ExecRequest.ShowIsakmpSa(boolean detail) ->
          Answer.done(
              detail
                  ? IsakmpSaScreen.detail(headEnd.sas(), now)
                  : IsakmpSaScreen.text(headEnd.sas()));
      case ExecRequest.ShowSession(SessionFilter which, ExecRequest.SessionForm form) ->
          Answer.done(
              new SessionScreen(headEnd.config(), now)
                  .text(headEnd.peers(), which.remote(), form == ExecRequest.SessionForm.DETAIL));
      case ExecRequest.ShowRunningConfig() -> Answer.done(running.get().render());
      case ExecRequest.ShowCounters() -> Answer.done(counters());
      case ExecRequest.ShowDebugging() ->
          Answer.done(
              debug.isOn()
                  ? "Cryptographic Subsystem:\n  Crypto ISAKMP debugging is on%s\n"
                      .formatted(forPeer(debug.condition()))
                  : "");
      case ExecRequest.Debug(boolean on) -> debugging(on, Optional.empty());
      case ExecRequest.ClearSession(SessionFilter clear) -> {
        headEnd.clear(
            new PeerEvent.Clear(
                clear.local(),
                clear.localPort(),
                clear.remote(),
                clear.remotePort(),
                clear.frontVrf(),
                clear.insideVrf()));
        yield Answer.done("");
      }
      case ExecRequest.Connect(String map, int sequence) ->
          headEnd.bringUp(map + " " + sequence)
              ? Answer.done("")
              : Answer.refused(
                  "%% There is no crypto map entry %s %d that can be brought up from here.%n"
                      .formatted(map, sequence));
      default -> Answer.refused("% Command rejected: not available.\n");
    };
  }

  private Answer debugging(boolean on, Optional<InetAddress> peer) {
    if (on) {
      debug.on(peer);
    } else {
      debug.off();
    }
    return Answer.done("Crypto ISAKMP debugging is " + (on ? "on" : "off") + forPeer(peer) + "\n");
  }

  private static String forPeer(Optional<InetAddress> peer) {
    return peer.map(address -> " for peer " + PeerAddress.of(address)).orElse("");
  }

  private Answer json(ExecRequest request) {
    Instant now = clock.instant();
    return switch (request) {
      case ExecRequest.ShowIsakmpSa _ -> json(IsakmpSaScreen.json(headEnd.sas(), now));
      case ExecRequest.ShowSession(SessionFilter which, _) ->
          json(new SessionScreen(headEnd.config(), now).json(headEnd.peers(), which.remote()));
      case ExecRequest.ShowRunningConfig() -> json(Map.of("config", running.get().render()));
      case ExecRequest.ShowCounters() -> json(counterFields());
      case ExecRequest.ShowDebugging() -> json(Map.of("crypto_isakmp", debug.isOn()));
      default -> text(request);
    };
  }

  private static Answer json(Object value) {
    try {
      return Answer.done(JSON.writeValueAsString(value) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of text and numbers always serialize", e);
    }
  }

  private String counters() {
    StringBuilder text = new StringBuilder();
    counterFields().forEach((name, value) -> text.append("%-36s %s%n".formatted(name, value)));
    return text.toString();
  }

  private Map<String, Object> counterFields() {
    Counters counters = headEnd.counters();
    Map<String, Object> fields = new LinkedHashMap<>();
    counters.all().forEach((counter, n) -> fields.put(name(counter), n));
    counters.drops().forEach((reason, n) -> fields.put("dropped_" + name(reason), n));
    fields.put("half_open", (long) headEnd.halfOpen());
    return fields;
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
