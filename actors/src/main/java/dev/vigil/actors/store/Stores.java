package dev.vigil.actors.store;

import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.settings.InvalidSettings;
import dev.vigil.settings.NodeSettings;

/** Opens the store that a node's settings name. */
public final class Stores {
  private Stores() {}

  /**
   * Opens it; {@link SaSnapshotStore#begin} is still to be told.
   *
   * @throws InvalidSettings with one sentence for whatever keeps it from being used
   */
  public static SaSnapshotStore open(NodeSettings settings, Entropy entropy)
      throws InvalidSettings {
    return switch (settings.store().kind()) {
      case MEMORY, EMBEDDED, REPLICATED, POSTGRESQL -> new MemoryStore();
    };
  }
}
