package dev.vigil.console;

import dev.vigil.language.Finding;
import dev.vigil.language.LanguageSession;
import dev.vigil.language.RunningConfig;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.settings.NodeSettings.InsecureAlgorithm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The one running configuration of the node, which every console edits. A change is put in force as
 * a whole or not at all; one that another console's change has overtaken is entered again on top of
 * it, line by line, so nobody's lines are lost and the last writer of a line wins.
 */
public final class RunningStore {
  private final Set<InsecureAlgorithm> allowed;
  private final Consumer<HeadEndConfig> apply;
  private volatile Version current;

  /** A configuration that is or was in force; each change has a number of its own. */
  record Version(long number, RunningConfig config) {}

  /**
   * @param allowed what the node's settings let through although it is insecure
   * @param apply puts a configuration in force
   */
  public RunningStore(
      RunningConfig start, Set<InsecureAlgorithm> allowed, Consumer<HeadEndConfig> apply) {
    this.current = new Version(1, start);
    this.allowed = Set.copyOf(allowed);
    this.apply = apply;
  }

  /** What is in force. */
  public RunningConfig current() {
    return current.config();
  }

  Version version() {
    return current;
  }

  /** What there is to say of what is in force. */
  Set<Finding> findings() {
    return new HashSet<>(current().findings(allowed));
  }

  /** What came of a change. */
  sealed interface Outcome {
    /**
     * It is in force.
     *
     * @param warnings what it may not have meant, and what was not said before
     */
    record Done(Version now, List<Finding> warnings) implements Outcome {}

    /** Nothing of it is in force. */
    record Refused(List<Finding> errors) implements Outcome {}
  }

  /**
   * Puts a change in force.
   *
   * @param base what it was made on
   * @param edited what it made of it
   * @param context the lines that lead to where it began
   * @param lines the change itself, to be entered again where {@code base} is out of date
   */
  synchronized Outcome change(
      Version base, RunningConfig edited, List<String> context, List<String> lines) {
    RunningConfig next = base.number() == current.number() ? edited : again(context, lines);
    Set<Finding> before = findings();
    List<Finding> errors = new ArrayList<>();
    List<Finding> warnings = new ArrayList<>();
    for (Finding finding : next.findings(allowed)) {
      if (!before.contains(finding)) {
        switch (finding.severity()) {
          case ERROR -> errors.add(finding);
          case WARNING -> warnings.add(finding);
        }
      }
    }
    if (!errors.isEmpty()) {
      return new Outcome.Refused(List.copyOf(errors));
    }
    boolean differs = !next.config().equals(current().config());
    current = new Version(current.number() + 1, next);
    if (differs) {
      apply.accept(next.config());
    }
    return new Outcome.Done(current, List.copyOf(warnings));
  }

  private RunningConfig again(List<String> context, List<String> lines) {
    LanguageSession session = new LanguageSession(current());
    context.forEach(session::enter);
    lines.forEach(session::enter);
    return session.running();
  }
}
