package dev.vigil.console;

import dev.vigil.language.Finding;
import dev.vigil.language.LanguageSession;
import dev.vigil.language.LanguageSession.Answer;
import dev.vigil.language.RunningConfig;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The configuration mode of one console. Each line is read at once; what was read is put in force
 * together as soon as the input pauses, and always before anything else is done. A section that
 * would not be allowed as it stands (a new policy has the router's DES until it is told otherwise)
 * waits until it is left; if it is still not allowed then, nothing of the change is done.
 */
final class ConfigMode {
  private final RunningStore store;
  private RunningStore.Version base;
  private LanguageSession session;
  private List<String> start = List.of();
  private final List<String> lines = new ArrayList<>();
  private final Set<Finding> warnings = new LinkedHashSet<>();
  private boolean waits;

  ConfigMode(RunningStore store) {
    this.store = store;
    this.base = store.version();
    this.session = new LanguageSession(base.config());
  }

  String prompt(String unnamed) {
    return session.prompt(session.hostname().orElse(unnamed));
  }

  boolean awaitsText() {
    return session.awaitsText();
  }

  String answer(String line) {
    return session.answer(line);
  }

  boolean takesValue(String line) {
    return session.takesValue(line);
  }

  List<String> complete(String line) {
    return session.complete(line);
  }

  /** Reads one line; it takes effect with {@link #settle}. */
  Answer enter(String line) {
    if (lines.isEmpty() && base.number() != store.version().number()) {
      restart(session.context());
    }
    Answer answer = session.enter(line);
    if (answer instanceof Answer.Accepted) {
      lines.add(line);
      waits = false;
    }
    return answer;
  }

  /** Whether something was entered that {@link #settle} has not looked at. */
  boolean isUnsettled() {
    return !lines.isEmpty() && !waits;
  }

  /**
   * Puts in force what was entered.
   *
   * @param leaving no section stays open
   * @return what is to be said of it: why nothing of it could be done
   */
  String settle(boolean leaving) {
    if (lines.isEmpty()) {
      return "";
    }
    List<String> context = session.context();
    RunningConfig edited = session.running();
    return switch (store.change(base, edited, start, lines)) {
      case RunningStore.Outcome.Done(RunningStore.Version now, List<Finding> found) -> {
        warnings.addAll(found);
        boolean alone = now.number() == base.number() + 1;
        base = now;
        begin(context);
        if (!alone) {
          restart(context);
        }
        yield "";
      }
      case RunningStore.Outcome.Refused(List<Finding> errors) -> {
        if (!leaving && errors.stream().allMatch(error -> concerns(error, context))) {
          waits = true;
          yield "";
        }
        int refused = lines.size();
        restart(leaving ? List.of() : context);
        yield refusal(errors, refused);
      }
    };
  }

  private void begin(List<String> context) {
    lines.clear();
    waits = false;
    start = context;
  }

  /** Continues from what is in force now, in the same place. */
  private void restart(List<String> context) {
    base = store.version();
    session = new LanguageSession(base.config());
    context.forEach(session::enter);
    begin(session.context());
  }

  /** Whether an error is about the section that is being written. */
  private static boolean concerns(Finding error, List<String> context) {
    return !context.isEmpty()
        && !error.path().isEmpty()
        && sameStart(context.getFirst().strip(), error.path().getFirst());
  }

  /** Sections may be abbreviated: word for word, one is the beginning of the other. */
  private static boolean sameStart(String written, String path) {
    String[] words = written.split("\\s+");
    String[] full = path.split(" ");
    if (words.length < full.length) {
      return false;
    }
    for (int i = 0; i < full.length; i++) {
      if (!full[i].toLowerCase(Locale.ROOT).startsWith(words[i].toLowerCase(Locale.ROOT))) {
        return false;
      }
    }
    return true;
  }

  private static String refusal(List<Finding> errors, int refused) {
    StringBuilder text = new StringBuilder();
    for (Finding error : errors) {
      text.append("% ").append(text(error)).append('\n');
    }
    return text.append(
            refused == 1
                ? "% The last line is not in force.\n"
                : "%% None of the last %d lines is in force.%n".formatted(refused))
        .toString();
  }

  private static String text(Finding finding) {
    return finding.path().isEmpty()
        ? finding.message()
        : finding.path().getFirst() + ": " + finding.message();
  }

  /** What the reader should know of all that was put in force, where it is still so. */
  String warnings(Set<Finding> now) {
    StringBuilder text = new StringBuilder();
    for (Finding warning : warnings) {
      if (now.contains(warning)) {
        text.append("% ").append(text(warning)).append('\n');
      }
    }
    return text.toString();
  }
}
