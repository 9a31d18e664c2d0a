package dev.vigil.actors.configuration;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Where a node's configuration comes from and where its changes go. A stage that fails says that
 * nothing was changed for sure, or that it is not known: the next version that is seen tells.
 */
public interface ConfigurationRegister {
  /** The latest version that this node has seen. */
  SharedText current();

  /**
   * Changes the configuration, if it is still the one that the change was made on.
   *
   * @param base its number
   */
  CompletionStage<Proposal> propose(long base, String text);

  /** Has all nodes write version {@code number} to their startup files. */
  CompletionStage<Proposal> save(long number);

  /**
   * Hands over each version that is newer than the last one, in order; some may be passed over. The
   * present one comes first.
   */
  void follow(Consumer<SharedText> reader);
}
