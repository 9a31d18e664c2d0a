package dev.vigil.actors.store;

class MemoryStoreTest extends StoreContract {
  @Override
  protected SaSnapshotStore store() {
    return new MemoryStore();
  }
}
