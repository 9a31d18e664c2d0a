package dev.vigil.actors.store;

import dev.vigil.actors.secret.StoreKeys;
import dev.vigil.actors.store.disk.Damaged;
import dev.vigil.actors.store.disk.DiskEngine;
import dev.vigil.actors.store.disk.RocksEngine;
import dev.vigil.actors.store.disk.Sealing;
import dev.vigil.actors.store.postgres.PostgresStore;
import dev.vigil.actors.store.replicated.DiskName;
import dev.vigil.actors.store.replicated.ReplicatedStore;
import dev.vigil.actors.store.replicated.StoreTiming;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.settings.InvalidSettings;
import dev.vigil.settings.NodeSettings;
import dev.vigil.settings.StoreSettings;
import java.io.UncheckedIOException;
import java.util.List;

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
    StoreSettings store = settings.store();
    return switch (store.kind()) {
      case MEMORY -> new MemoryStore();
      case REPLICATED -> replicated(store, entropy);
      case EMBEDDED -> embedded(store, entropy);
      case POSTGRESQL -> PostgresStore.open(store, keys(store, entropy));
    };
  }

  private static SaSnapshotStore embedded(StoreSettings store, Entropy entropy)
      throws InvalidSettings {
    DiskEngine engine = disk(store, entropy);
    try {
      return new EmbeddedStore(engine);
    } catch (Damaged damaged) {
      engine.close();
      throw invalid(
          "The store in %s cannot be read. %s".formatted(store.directory(), damaged.getMessage()));
    }
  }

  private static SaSnapshotStore replicated(StoreSettings store, Entropy entropy)
      throws InvalidSettings {
    DiskEngine engine = disk(store, entropy);
    try {
      return new ReplicatedStore(engine, DiskName.in(store.directory()), StoreTiming.DEFAULT);
    } catch (UncheckedIOException failure) {
      engine.close();
      throw invalid(
          "The list of members in %s cannot be had. %s"
              .formatted(store.directory(), failure.getMessage()));
    }
  }

  /**
   * This node's own buckets on disk, in the data directory's folder {@code store}.
   *
   * @throws InvalidSettings with one sentence for whatever keeps it from being used
   */
  public static DiskEngine disk(StoreSettings store, Entropy entropy) throws InvalidSettings {
    return RocksEngine.open(
        store.directory().resolve("store"), store.fsync(), store.gather(), keys(store, entropy));
  }

  private static Sealing keys(StoreSettings store, Entropy entropy) throws InvalidSettings {
    return new Sealing(
        StoreKeys.from(store.key(), entropy, name -> System.getenv().getOrDefault(name, "")),
        entropy);
  }

  private static InvalidSettings invalid(String sentence) {
    return new InvalidSettings(List.of(sentence));
  }
}
