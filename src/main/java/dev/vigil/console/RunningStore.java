package dev.vigil.console;

import dev.vigil.actors.configuration.ConfigurationRegister;
import dev.vigil.actors.configuration.Proposal;
import dev.vigil.actors.configuration.SharedText;
import dev.vigil.language.ConfigFile;
import dev.vigil.language.Finding;
import dev.vigil.language.LanguageSession;
import dev.vigil.language.RunningConfig;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.settings.NodeSettings.InsecureAlgorithm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one running configuration of the node, which every console edits. A change is put in force as
 * a whole or not at all; one that another console's change has overtaken is entered again on top of
 * it, line by line, so nobody's lines are lost and the last writer of a line wins. In a cluster the
 * others may sit at other nodes: there a change counts once a majority of the nodes has it.
 */
public final class RunningStore {
  private static final Logger LOG = LoggerFactory.getLogger(RunningStore.class);
  private static final int MOST_TRIES = 5;
  private static final long PATIENCE_SECONDS = 15;

  private final Set<InsecureAlgorithm> allowed;
  private final Consumer<HeadEndConfig> apply;
  private final Optional<ConfigurationRegister> shared;
  private volatile Version current;

  /** A configuration that is or was in force; each change has a number of its own. */
  record Version(long number, RunningConfig config) {}

  /**
   * @param allowed what the node's settings let through although it is insecure
   * @param apply puts a configuration in force
   */
  public RunningStore(
      RunningConfig start, Set<InsecureAlgorithm> allowed, Consumer<HeadEndConfig> apply) {
    this(new Version(1, start), allowed, apply, Optional.empty());
  }

  /**
   * @param shared where the nodes of a cluster have their configuration; empty: this one is alone
   */
  RunningStore(
      Version start,
      Set<InsecureAlgorithm> allowed,
      Consumer<HeadEndConfig> apply,
      Optional<ConfigurationRegister> shared) {
    this.current = start;
    this.allowed = Set.copyOf(allowed);
    this.apply = apply;
    this.shared = shared;
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
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      RunningConfig next = base.number() == current.number() ? edited : again(context, lines);
      Judgement judgement = judge(next);
      if (!judgement.errors().isEmpty()) {
        return new Outcome.Refused(judgement.errors());
      }
      if (shared.isEmpty()) {
        put(new Version(current.number() + 1, next));
        return new Outcome.Done(current, judgement.warnings());
      }
      if (next.equals(current())) {
        return new Outcome.Done(current, judgement.warnings());
      }
      try {
        switch (propose(shared.get(), next)) {
          case Proposal.Accepted(SharedText now) -> {
            put(new Version(now.number(), next));
            return new Outcome.Done(current, judgement.warnings());
          }
          case Proposal.Overtaken(SharedText now) -> adopt(now);
        }
      } catch (IOException failure) {
        return new Outcome.Refused(List.of(notShared(failure)));
      }
    }
    return new Outcome.Refused(
        List.of(notShared(new IOException("other consoles change it all the time"))));
  }

  private Proposal propose(ConfigurationRegister register, RunningConfig next) throws IOException {
    return await(register.propose(current.number(), next.render()));
  }

  /** The operator waits at the console for it; nothing else does. */
  private static Proposal await(CompletionStage<Proposal> proposal) throws IOException {
    try {
      return proposal.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      throw new IOException("no majority of the nodes could be reached in time", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  private static Finding notShared(IOException failure) {
    return new Finding(
        Finding.Severity.ERROR,
        List.of(),
        "The change could not be shared with the cluster: %s.".formatted(failure.getMessage()));
  }

  /** {@code write memory} in a cluster: all nodes write what is in force to their startup files. */
  synchronized void save() throws IOException {
    if (shared.isPresent()
        && await(shared.get().save(current.number())) instanceof Proposal.Overtaken(var now)) {
      adopt(now);
      throw new IOException("another node has changed the configuration just now");
    }
  }

  /** A version from another node, or one that is known already. */
  synchronized void adopt(SharedText version) {
    if (version.number() <= current.number()) {
      return;
    }
    ConfigFile file = ConfigFile.parse("the cluster's configuration", version.text(), allowed);
    Optional<RunningConfig> next = file.running();
    if (next.isEmpty()) {
      LOG.error(
          "the cluster's configuration cannot be used here number={} detail=\"{}\"",
          version.number(),
          String.join(" ", file.errors()));
      return;
    }
    LOG.info("configuration number={} from the cluster", version.number());
    put(new Version(version.number(), next.get()));
  }

  private record Judgement(List<Finding> errors, List<Finding> warnings) {}

  private Judgement judge(RunningConfig next) {
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
    return new Judgement(List.copyOf(errors), List.copyOf(warnings));
  }

  private void put(Version next) {
    boolean differs = !next.config().config().equals(current().config());
    current = next;
    if (differs) {
      apply.accept(next.config().config());
    }
  }

  private RunningConfig again(List<String> context, List<String> lines) {
    LanguageSession session = new LanguageSession(current());
    context.forEach(session::enter);
    lines.forEach(session::enter);
    return session.running();
  }
}
