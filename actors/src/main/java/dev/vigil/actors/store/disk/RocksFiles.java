package dev.vigil.actors.store.disk;

import dev.vigil.actors.secret.PrivateFile;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.settings.InvalidSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** The buckets in a RocksDB database. For one thread. */
final class RocksFiles implements AutoCloseable {
  private final Options options;
  private final WriteOptions writing;
  private final RocksDB db;
  private final Sealing sealing;

  private RocksFiles(Options options, WriteOptions writing, RocksDB db, Sealing sealing) {
    this.options = options;
    this.writing = writing;
    this.db = db;
    this.sealing = sealing;
  }

  static RocksFiles open(Path folder, boolean fsync, Sealing sealing) throws InvalidSettings {
    RocksDB.loadLibrary();
    Options options =
        new Options()
            .setCreateIfMissing(true)
            .setParanoidChecks(true)
            // What was cut off at the very end was never told to be safe; anything else is told.
            .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
            .setCompressionType(CompressionType.NO_COMPRESSION)
            .setWriteBufferSize(16L << 20)
            .setMaxOpenFiles(256)
            .setKeepLogFileNum(2)
            .setInfoLogLevel(InfoLogLevel.WARN_LEVEL);
    try {
      PrivateFile.folder(folder);
      RocksDB db = RocksDB.open(options, folder.toString());
      return new RocksFiles(options, new WriteOptions().setSync(fsync), db, sealing);
    } catch (IOException failure) {
      options.close();
      throw invalid("The store's folder %s cannot be made.".formatted(folder));
    } catch (RocksDBException failure) {
      options.close();
      String said = String.valueOf(failure.getMessage()).strip();
      throw invalid(
          said.contains("LOCK")
              ? "The store in %s is in use: another Vigil runs on it.".formatted(folder)
              : "The store in %s cannot be opened: %s.".formatted(folder, said));
    }
  }

  private static InvalidSettings invalid(String sentence) {
    return new InvalidSettings(List.of(sentence));
  }

  /** Makes all of them safe, together. */
  void write(List<BucketWrite> changes) throws RocksDBException {
    try (WriteBatch batch = new WriteBatch()) {
      Map<Integer, BucketWrite> last = new HashMap<>();
      for (BucketWrite change : changes) {
        add(batch, change);
        last.put(change.shard(), change);
      }
      for (BucketWrite change : last.values()) {
        put(batch, Place.of(Place.HEAD, change.shard(), 0), change, change.note());
      }
      db.write(writing, batch);
    }
  }

  private void add(WriteBatch batch, BucketWrite change) throws RocksDBException {
    if (change.whole()) {
      batch.deleteRange(
          Place.of(Place.RECORD, change.shard(), 0), Place.of(Place.RECORD, change.shard() + 1, 0));
    }
    for (Map.Entry<PeerTag, Octets> record : change.records().entrySet()) {
      put(batch, Place.record(change.shard(), record.getKey()), change, record.getValue());
    }
    for (PeerTag tag : change.removed()) {
      batch.delete(Place.record(change.shard(), tag));
    }
    if (change.progress().isPresent()) {
      byte[] place = Place.of(Place.PROGRESS, change.shard(), 0);
      put(batch, place, change, change.progress().get());
    }
  }

  private void put(WriteBatch batch, byte[] place, BucketWrite change, Octets clear)
      throws RocksDBException {
    batch.put(place, sealing.seal(place, change.epoch(), change.revision(), clear));
  }

  Optional<Octets> read(byte[] place) {
    try {
      return Optional.ofNullable(db.get(place)).map(sealed -> sealing.open(place, sealed).clear());
    } catch (RocksDBException failure) {
      throw new Damaged("A record cannot be read: " + failure.getMessage() + ".");
    }
  }

  Map<PeerTag, Octets> records(int shard) {
    Map<PeerTag, Octets> found = new HashMap<>();
    each(
        Place.of(Place.RECORD, shard, 0),
        Place.of(Place.RECORD, shard + 1, 0),
        (place, sealed) -> found.put(Place.tag(place), sealing.open(place, sealed).clear()));
    return found;
  }

  List<BucketHead> heads() {
    Map<Integer, Sealing.Opened> heads = new TreeMap<>();
    Map<Integer, Octets> progress = new HashMap<>();
    Map<Integer, Set<PeerTag>> tags = new HashMap<>();
    each(
        Place.of(Place.HEAD, 0, 0),
        Place.of((byte) (Place.RECORD + 1), 0, 0),
        (place, sealed) -> {
          int shard = Place.shard(place);
          switch (Place.kind(place)) {
            case Place.HEAD -> heads.put(shard, sealing.open(place, sealed));
            case Place.PROGRESS -> progress.put(shard, sealing.open(place, sealed).clear());
            default -> {
              // Fails for a key that is not here; what was changed is told when it is read.
              sealing.outdated(sealed);
              tags.computeIfAbsent(shard, _ -> new HashSet<>()).add(Place.tag(place));
            }
          }
        });
    List<BucketHead> all = new ArrayList<>();
    heads.forEach((shard, head) ->
        all.add(
            new BucketHead(
                shard,
                head.epoch(),
                head.revision(),
                head.clear(),
                progress.getOrDefault(shard, Octets.EMPTY),
                tags.getOrDefault(shard, Set.of()))));
    return all;
  }

  /** Writes again, with the key that writes now, what older ones wrote. Gives how many it was. */
  int reseal() throws RocksDBException {
    List<byte[]> outdated = new ArrayList<>();
    each(
        Place.of(Place.HEAD, 0, 0),
        Place.of((byte) (Place.RECORD + 1), 0, 0),
        (place, sealed) -> {
          if (sealing.outdated(sealed)) {
            outdated.add(place);
          }
        });
    for (byte[] place : outdated) {
      byte[] sealed = db.get(place);
      Sealing.Opened old = sealing.open(place, sealed);
      try (WriteOptions lazily = new WriteOptions()) {
        db.put(lazily, place, sealing.seal(place, old.epoch(), old.revision(), old.clear()));
      }
    }
    if (!outdated.isEmpty()) {
      db.syncWal();
    }
    return outdated.size();
  }

  private void each(byte[] from, byte[] to, BiConsumer<byte[], byte[]> what) {
    try (RocksIterator all = db.newIterator()) {
      for (all.seek(from); all.isValid() && Arrays.compareUnsigned(all.key(), to) < 0; all.next()) {
        what.accept(all.key(), all.value());
      }
      all.status();
    } catch (RocksDBException failure) {
      throw new Damaged("The files cannot be read: " + failure.getMessage() + ".");
    }
  }

  @Override
  public void close() {
    db.close();
    writing.close();
    options.close();
  }
}
