package dev.vigil.actors.store.postgres;

import dev.vigil.protocol.cookie.PeerTag;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks once a second at who owns what, and less often at which peers there are. */
final class Look implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Look.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final int TAGS_EVERY = 5;

  private final Database database;
  private final Thread thread;
  private volatile boolean going = true;
  private volatile Map<Integer, Database.Owner> owners = Map.of();
  private volatile Map<Integer, Set<PeerTag>> tags = Map.of();

  private Look(Database database) {
    this.database = database;
    this.thread = Thread.ofVirtual().name("vigil-store-look").unstarted(this::run);
  }

  /** Has looked once when it returns. */
  static Look start(Database database) throws SQLException {
    Look look = new Look(database);
    look.look(true);
    look.thread.start();
    return look;
  }

  private void look(boolean all) throws SQLException {
    owners = Map.copyOf(database.owners());
    if (all) {
      tags =
          database.tags().entrySet().stream()
              .collect(
                  Collectors.toUnmodifiableMap(
                      Map.Entry::getKey,
                      shard ->
                          shard.getValue().stream()
                              .map(PeerTag::new)
                              .collect(Collectors.toUnmodifiableSet())));
    }
  }

  private void run() {
    boolean told = false;
    for (int round = 1; going; round++) {
      try {
        Thread.sleep(PERIOD);
        look(round % TAGS_EVERY == 0);
        told = false;
      } catch (InterruptedException closed) {
        return;
      } catch (SQLException failure) {
        if (!told) {
          LOG.warn("store not reached error=\"{}\"", failure.getMessage());
        }
        told = true;
      }
    }
  }

  /** The highest epoch that was seen, 0 if none was. */
  long epoch(int shard) {
    Database.Owner owner = owners.get(shard);
    return owner == null ? 0 : owner.epoch();
  }

  Optional<Database.Owner> owner(int shard) {
    return Optional.ofNullable(owners.get(shard));
  }

  Set<PeerTag> tags(int shard) {
    return tags.getOrDefault(shard, Set.of());
  }

  @Override
  public void close() {
    going = false;
    thread.interrupt();
  }
}
