package dev.vigil.language;

import static dev.vigil.language.Syntax.argument;
import static dev.vigil.language.Syntax.maybe;
import static dev.vigil.language.Syntax.number;
import static dev.vigil.language.Syntax.word;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The exec mode: what may be entered at {@code Router#}, as one tree of commands. */
public final class ExecLanguage {
  private static final Syntax.Keyword SHOW = word("show", "Show running system information");
  private static final Syntax.Keyword CRYPTO = word("crypto", "Encryption module");
  private static final Syntax.Keyword ISAKMP = word("isakmp", "ISAKMP");
  private static final Syntax.Keyword SESSION = word("session", "Crypto sessions (tunnels)");
  private static final Syntax.Keyword DETAIL = word("detail", "Show all there is to know");
  private static final Syntax.Keyword REMOTE = word("remote", "By the peer's address");
  private static final Syntax.Keyword LOCAL = word("local", "By the local address");
  private static final Syntax.Keyword PORT = word("port", "By the port");
  private static final Syntax.Argument<InetAddress> REMOTE_ADDRESS =
      argument("remote-address", ArgumentType.ADDRESS, "Address of the peer");
  private static final Syntax.Argument<InetAddress> LOCAL_ADDRESS =
      argument("local-address", ArgumentType.ADDRESS, "Local address");
  private static final Syntax.Argument<Integer> REMOTE_PORT =
      number("remote-port", 1, 65_535, "Port of the peer");
  private static final Syntax.Argument<Integer> LOCAL_PORT =
      number("local-port", 1, 65_535, "Local port");
  private static final Syntax.Argument<String> MAP = Syntax.name("map", "Name of a crypto map");
  private static final Syntax.Argument<Integer> SEQUENCE =
      number("sequence", 1, 65_535, "Sequence number of an entry");

  private static final Mode<Optional<ExecRequest>> MODE =
      Mode.of(
          "",
          false,
          List.of(
              means(
                  a -> new ExecRequest.ShowIsakmpSa(a.has(DETAIL)),
                  SHOW,
                  CRYPTO,
                  ISAKMP,
                  word("sa", "IKE SAs"),
                  maybe(DETAIL)),
              means(
                  a ->
                      new ExecRequest.ShowSession(
                          filter(a),
                          a.has(DETAIL)
                              ? ExecRequest.SessionForm.DETAIL
                              : ExecRequest.SessionForm.NORMAL),
                  SHOW,
                  CRYPTO,
                  SESSION,
                  maybe(REMOTE, REMOTE_ADDRESS),
                  maybe(DETAIL)),
              means(
                  _ -> new ExecRequest.ShowRunningConfig(),
                  SHOW,
                  word("running-config", "Current operating configuration")),
              means(
                  _ -> new ExecRequest.ShowCounters(),
                  SHOW,
                  word("counters", "What was counted, and what was dropped and why")),
              means(
                  _ -> new ExecRequest.ShowDebugging(),
                  SHOW,
                  word("debugging", "State of each debugging option")),
              means(
                      _ -> new ExecRequest.Debug(true),
                      word("debug", "Debugging functions (see also 'undebug')"),
                      CRYPTO,
                      ISAKMP)
                  .unset((_, _) -> Optional.of(new ExecRequest.Debug(false))),
              means(
                      _ -> new ExecRequest.Debug(true),
                      word("debug", "Debugging functions (see also 'undebug')"),
                      word("all", "Enable all debugging"))
                  .unset((_, _) -> Optional.of(new ExecRequest.Debug(false))),
              means(
                  _ -> new ExecRequest.Debug(false),
                  word("undebug", "Disable debugging functions"),
                  CRYPTO,
                  ISAKMP),
              means(
                  _ -> new ExecRequest.Debug(false),
                  word("undebug", "Disable debugging functions"),
                  word("all", "Disable all debugging")),
              means(
                  ExecLanguage::clearSession,
                  word("clear", "Reset functions"),
                  CRYPTO,
                  SESSION,
                  maybe(LOCAL, LOCAL_ADDRESS, maybe(PORT, LOCAL_PORT)),
                  maybe(REMOTE, REMOTE_ADDRESS, maybe(PORT, REMOTE_PORT))),
              means(
                  a -> new ExecRequest.Connect(a.get(MAP), a.get(SEQUENCE)),
                  CRYPTO,
                  word("connect", "Bring a crypto map entry up from here"),
                  MAP,
                  SEQUENCE)));

  /** What a line comes to. */
  public sealed interface Parsed {
    record Request(ExecRequest request) implements Parsed {}

    /** The line ended with a question mark. */
    record Help(String text) implements Parsed {}

    /**
     * @param message as the router answers: the line, the caret under it, what is wrong
     */
    record Refused(String message) implements Parsed {}
  }

  @FunctionalInterface
  private interface Meaning {
    ExecRequest of(Arguments arguments);
  }

  private ExecLanguage() {}

  private static Command<Optional<ExecRequest>> means(Meaning meaning, Syntax... syntax) {
    return Command.<Optional<ExecRequest>>of(syntax)
        .set((_, arguments) -> Optional.of(meaning.of(arguments)));
  }

  private static ExecRequest clearSession(Arguments arguments) {
    return new ExecRequest.ClearSession(filter(arguments));
  }

  private static SessionFilter filter(Arguments arguments) {
    return new SessionFilter(
        arguments.find(LOCAL_ADDRESS),
        optional(arguments.find(LOCAL_PORT)),
        arguments.find(REMOTE_ADDRESS),
        optional(arguments.find(REMOTE_PORT)),
        Optional.empty(),
        Optional.empty());
  }

  private static OptionalInt optional(Optional<Integer> value) {
    return value.map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }

  /** Understands one line; abbreviations are fine as long as they are unambiguous. */
  public static Parsed parse(String line) {
    if (line.strip().endsWith("?")) {
      return new Parsed.Help(help(line.substring(0, line.lastIndexOf('?'))));
    }
    Words words = Words.of(line.strip());
    return switch (MODE.matcher().match(words)) {
      case Matching.Failed<Optional<ExecRequest>> failed -> refused(Fault.of(failed, words, 1));
      case Matching.Found<Optional<ExecRequest>> found -> request(found, words);
    };
  }

  /** What may come next after the line's whole words, or how its last word may go on. */
  private static String help(String line) {
    StringBuilder text = new StringBuilder();
    for (Matcher.Expected expected : expected(line)) {
      text.append("  %-16s %s".formatted(expected.word(), expected.help()).stripTrailing())
          .append('\n');
    }
    return text.isEmpty() ? "% Unrecognized command\n" : text.toString();
  }

  /** The keywords that the line's last word may be the beginning of. */
  public static List<String> complete(String line) {
    return expected(line).stream()
        .filter(Matcher.Expected::keyword)
        .map(Matcher.Expected::word)
        .distinct()
        .toList();
  }

  private static List<Matcher.Expected> expected(String line) {
    int cut = Math.max(line.lastIndexOf(' '), line.lastIndexOf('\t')) + 1;
    return MODE.matcher().expected(Words.of(line.substring(0, cut)), line.substring(cut));
  }

  private static Parsed refused(Fault fault) {
    return new Parsed.Refused((fault.caret() < 0 ? "" : fault.echo() + "\n") + fault.answer(0));
  }

  private static Parsed request(Matching.Found<Optional<ExecRequest>> found, Words words) {
    try {
      return found
          .command()
          .change(Optional.empty(), found.arguments(), words.negated())
          .<Parsed>map(Parsed.Request::new)
          .orElseGet(() -> new Parsed.Refused("% Incomplete command."));
    } catch (Refusal refusal) {
      return new Parsed.Refused("% " + refusal.getMessage());
    }
  }
}
