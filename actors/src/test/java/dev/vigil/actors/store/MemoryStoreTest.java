package dev.vigil.actors.store;

class MemoryStoreTest extends StoreContract {
  @Override
  SaSnapshotStore store() {
    return new MemoryStore();
  }
}
