package dev.vigil.actors.store.postgres;

import dev.vigil.actors.store.Epoch;
import dev.vigil.actors.store.Fenced;
import dev.vigil.actors.store.Holder;
import dev.vigil.actors.store.SaSnapshotStore;
import dev.vigil.actors.store.StoreLag;
import dev.vigil.actors.store.Stored;
import dev.vigil.actors.store.disk.Place;
import dev.vigil.actors.store.disk.Sealing;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.resume.PeerProgress;
import dev.vigil.protocol.resume.ShardProgress;
import dev.vigil.protocol.wire.Decoding;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.settings.InvalidSettings;
import dev.vigil.settings.StoreSettings;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.pekko.Done;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * {@code vigil.store.kind = postgresql}: snapshots in a database. What this node owns it also holds
 * in memory, still encrypted; of the rest it knows owners and tags, as of the last look.
 */
public final class PostgresStore implements SaSnapshotStore {
  /** A shard that this node owns, with what is safe of it. */
  private record Owned(
      Epoch epoch, Map<PeerTag, byte[]> sealed, Map<PeerTag, PeerProgress> progress) {}

  private record Me(String node, long uid) {}

  private final Database database;
  private final Sealing sealing;
  private final Writer writer;
  private final Look look;
  private final Map<Integer, CompletableFuture<Owned>> owned = new ConcurrentHashMap<>();
  private final AtomicLong revision = new AtomicLong();
  private volatile Me me = new Me("", 0);

  private PostgresStore(Database database, Sealing sealing, Look look, Writer writer) {
    this.database = database;
    this.sealing = sealing;
    this.look = look;
    this.writer = writer;
  }

  /**
   * Opens the database, and makes the schema {@code vigil} there if it is missing.
   *
   * @throws InvalidSettings with one sentence that says why it cannot be used
   */
  public static PostgresStore open(StoreSettings settings, Sealing sealing) throws InvalidSettings {
    Database database = Database.open(settings.postgresql());
    try {
      Look look = Look.start(database);
      return new PostgresStore(database, sealing, look, Writer.start(database, settings.gather()));
    } catch (SQLException failure) {
      database.close();
      throw new InvalidSettings(
          List.of("The database cannot be read: " + failure.getMessage() + "."));
    }
  }

  @Override
  public String kind() {
    return "postgresql";
  }

  @Override
  public void begin(ActorSystem<?> system) {
    UniqueAddress self = Cluster.get(system).selfMember().uniqueAddress();
    begin(self.address(), self.longUid());
  }

  void begin(Address node, long uid) {
    me = new Me(node.toString(), uid);
  }

  @Override
  public CompletionStage<Epoch> claim(int shard) {
    CompletableFuture<Owned> known = owned.get(shard);
    if (known != null
        && known.state() == CompletableFuture.State.SUCCESS
        && owned(shard).isEmpty()) {
      owned.remove(shard, known);
    }
    CompletableFuture<Owned> fresh = new CompletableFuture<>();
    CompletableFuture<Owned> earlier = owned.putIfAbsent(shard, fresh);
    if (earlier != null) {
      return earlier.thenApply(Owned::epoch);
    }
    Thread.startVirtualThread(() -> {
      try {
        fresh.complete(take(shard));
      } catch (Exception failure) {
        owned.remove(shard, fresh);
        fresh.completeExceptionally(failure);
      }
    });
    return fresh.thenApply(Owned::epoch);
  }

  private Owned take(int shard) throws Exception {
    Me self = me;
    Database.Claim claim = database.claim(shard, self.node(), self.uid());
    Owned taken =
        new Owned(
            new Epoch(shard, claim.epoch()), new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
    database.records(
        shard,
        (tag, sealed) -> {
          // Fails for a key that is not here.
          sealing.outdated(sealed);
          taken.sealed().put(new PeerTag(tag), sealed);
        });
    claim
        .progress()
        .map(sealed -> ShardProgress.decode(sealing.open(numbers(shard), sealed).clear()))
        .ifPresent(decoding -> {
          if (decoding instanceof Decoding.Decoded<ShardProgress>(ShardProgress batch)) {
            batch.peers().forEach(peer -> taken.progress().put(peer.tag(), peer));
          }
        });
    return taken;
  }

  private static byte[] numbers(int shard) {
    return Place.of(Place.PROGRESS, shard, 0);
  }

  private Optional<Owned> owned(int shard) {
    CompletableFuture<Owned> claim = owned.get(shard);
    if (claim == null || claim.state() != CompletableFuture.State.SUCCESS) {
      return Optional.empty();
    }
    return Optional.of(claim.resultNow())
        .filter(mine -> look.epoch(shard) <= mine.epoch().number());
  }

  private Optional<Owned> owned(Epoch epoch) {
    return owned(epoch.shard()).filter(shard -> shard.epoch().equals(epoch));
  }

  private static <T> CompletionStage<T> fenced(Epoch epoch) {
    return CompletableFuture.failedFuture(new Fenced(epoch));
  }

  @Override
  public CompletionStage<Optional<Stored>> load(Epoch epoch, PeerTag tag) {
    Optional<Owned> shard = owned(epoch);
    if (shard.isEmpty()) {
      return fenced(epoch);
    }
    try {
      return CompletableFuture.completedFuture(
          Optional.ofNullable(shard.get().sealed().get(tag))
              .map(sealed -> sealing.open(Place.record(epoch.shard(), tag), sealed).clear())
              .map(clear ->
                  new Stored(clear, Optional.ofNullable(shard.get().progress().get(tag)))));
    } catch (RuntimeException damaged) {
      return CompletableFuture.failedFuture(damaged);
    }
  }

  @Override
  public CompletionStage<Done> put(Epoch epoch, PeerTag tag, Octets snapshot) {
    Optional<Owned> shard = owned(epoch);
    if (shard.isEmpty()) {
      return fenced(epoch);
    }
    byte[] sealed = seal(epoch, Place.record(epoch.shard(), tag), snapshot);
    return write(epoch, Map.of(tag.value(), Optional.of(sealed)), Optional.empty())
        .thenApply(done -> {
          shard.get().sealed().put(tag, sealed);
          return done;
        });
  }

  @Override
  public CompletionStage<Done> remove(Epoch epoch, PeerTag tag) {
    Optional<Owned> shard = owned(epoch);
    if (shard.isEmpty()) {
      return fenced(epoch);
    }
    return write(epoch, Map.of(tag.value(), Optional.empty()), Optional.empty())
        .thenApply(done -> {
          shard.get().sealed().remove(tag);
          shard.get().progress().remove(tag);
          return done;
        });
  }

  @Override
  public CompletionStage<Done> progress(Epoch epoch, ShardProgress batch, boolean safe) {
    Optional<Owned> shard = owned(epoch);
    if (shard.isEmpty()) {
      return fenced(epoch);
    }
    Map<PeerTag, PeerProgress> known = shard.get().progress();
    batch.peers().forEach(peer -> known.put(peer.tag(), peer));
    Octets all = new ShardProgress(List.copyOf(known.values())).encode();
    byte[] sealed = seal(epoch, numbers(epoch.shard()), all);
    CompletionStage<Done> written = write(epoch, Map.of(), Optional.of(sealed));
    return safe ? written : CompletableFuture.completedFuture(Done.getInstance());
  }

  private byte[] seal(Epoch epoch, byte[] place, Octets clear) {
    return sealing.seal(place, epoch.number(), revision.incrementAndGet(), clear);
  }

  private CompletionStage<Done> write(
      Epoch epoch, Map<Integer, Optional<byte[]>> records, Optional<byte[]> numbers) {
    return writer
        .write(new Database.Change(epoch, records, numbers))
        .whenComplete((done, failure) -> {
          Throwable cause = failure instanceof CompletionException c ? c.getCause() : failure;
          if (cause instanceof Fenced) {
            forget(epoch);
          }
        });
  }

  /** So that the next claim begins a new epoch. */
  private void forget(Epoch epoch) {
    owned.computeIfPresent(
        epoch.shard(),
        (shard, claim) ->
            claim.state() == CompletableFuture.State.SUCCESS
                    && claim.resultNow().epoch().equals(epoch)
                ? null
                : claim);
  }

  @Override
  public Set<PeerTag> known(int shard) {
    return owned(shard)
        .map(mine -> Set.copyOf(mine.sealed().keySet()))
        .orElseGet(() -> look.tags(shard));
  }

  @Override
  public ShardProgress known(int shard, Set<PeerTag> peers) {
    return owned(shard)
        .map(mine ->
            new ShardProgress(
                mine.progress().values().stream()
                    .filter(peer -> peers.contains(peer.tag()))
                    .collect(Collectors.toList())))
        .orElse(ShardProgress.NONE);
  }

  @Override
  public Holder holder(int shard) {
    Optional<Owned> mine = owned(shard);
    if (mine.isPresent()) {
      return new Holder.Here(mine.get().epoch());
    }
    return look.owner(shard)
        .filter(owner -> !owner.node().isEmpty())
        .<Holder>map(owner ->
            new Holder.Elsewhere(
                AddressFromURIString.parse(owner.node()),
                owner.uid(),
                new Epoch(shard, owner.epoch())))
        .orElseGet(Holder.Nobody::new);
  }

  @Override
  public StoreLag lag() {
    return writer.lag();
  }

  @Override
  public void close() {
    look.close();
    writer.close();
    database.close();
  }
}
