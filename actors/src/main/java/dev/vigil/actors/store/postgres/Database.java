package dev.vigil.actors.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.vigil.actors.store.Epoch;
import dev.vigil.settings.InvalidSettings;
import dev.vigil.settings.StoreSettings.Postgresql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** The statements; every method waits for the database. */
final class Database implements AutoCloseable {
  private static final int FORMAT = 1;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final List<String> SCHEMA =
      List.of(
          "SELECT pg_advisory_xact_lock(8675309)",
          "CREATE SCHEMA IF NOT EXISTS vigil",
          "CREATE TABLE IF NOT EXISTS vigil.format (version int NOT NULL)",
          "INSERT INTO vigil.format SELECT "
              + FORMAT
              + " WHERE NOT EXISTS (SELECT FROM vigil.format)",
          "CREATE TABLE IF NOT EXISTS vigil.shard (shard int PRIMARY KEY, epoch bigint NOT NULL,"
              + " node text NOT NULL, uid bigint NOT NULL, progress bytea)",
          "CREATE TABLE IF NOT EXISTS vigil.record (shard int, tag int, sealed bytea NOT NULL,"
              + " PRIMARY KEY (shard, tag))");

  private final HikariDataSource pool;

  private Database(HikariDataSource pool) {
    this.pool = pool;
  }

  /** A shard's row. */
  record Owner(long epoch, String node, long uid) {}

  /** What a claim found: the epoch that it began, and progress as it is sealed. */
  record Claim(long epoch, Optional<byte[]> progress) {}

  /** A change of one shard, sealed: no bytes stand for a record's removal. */
  record Change(Epoch epoch, Map<Integer, Optional<byte[]>> records, Optional<byte[]> progress) {}

  static Database open(Postgresql settings) throws InvalidSettings {
    HikariConfig config = new HikariConfig();
    config.setPoolName("vigil-store");
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.user());
    config.setPassword(password(settings));
    config.setMaximumPoolSize(settings.connections());
    config.setConnectionTimeout(PATIENCE.toMillis());
    config.setAutoCommit(false);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.addDataSourceProperty("ApplicationName", "vigil");
    config.addDataSourceProperty("socketTimeout", "10");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    Database database;
    try {
      database = new Database(new HikariDataSource(config));
    } catch (RuntimeException failure) {
      throw unusable(settings, failure);
    }
    try {
      database.prepare();
      return database;
    } catch (SQLException failure) {
      database.close();
      throw unusable(settings, failure);
    }
  }

  private static String password(Postgresql settings) throws InvalidSettings {
    Optional<Path> file = settings.passwordFile();
    if (file.isEmpty()) {
      return System.getenv().getOrDefault(settings.passwordVariable(), "");
    }
    try {
      return Files.readString(file.get()).lines().findFirst().orElse("");
    } catch (IOException failure) {
      throw new InvalidSettings(
          List.of(
              "%s (vigil.store.postgresql.password-file) cannot be read.".formatted(file.get())));
    }
  }

  private static InvalidSettings unusable(Postgresql settings, Exception failure) {
    String why = String.valueOf(failure.getMessage()).lines().findFirst().orElse("").strip();
    return new InvalidSettings(
        List.of(
            "The database %s (vigil.store.postgresql) cannot be used: %s%s"
                .formatted(settings.url(), why, why.endsWith(".") ? "" : ".")));
  }

  private void prepare() throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : SCHEMA) {
        statement.execute(sql);
      }
      try (ResultSet found = statement.executeQuery("SELECT max(version) FROM vigil.format")) {
        found.next();
        if (found.getInt(1) != FORMAT) {
          throw new SQLException(
              "its format is %d, and this version reads %d".formatted(found.getInt(1), FORMAT));
        }
      }
      connection.commit();
    }
  }

  /** Begins an epoch: from the commit on, writes of all earlier ones change nothing. */
  Claim claim(int shard, String node, long uid) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement claim =
            connection.prepareStatement(
                "INSERT INTO vigil.shard AS s (shard, epoch, node, uid) VALUES (?, 1, ?, ?)"
                    + " ON CONFLICT (shard) DO UPDATE SET epoch = s.epoch + 1,"
                    + " node = excluded.node, uid = excluded.uid RETURNING epoch, progress")) {
      claim.setInt(1, shard);
      claim.setString(2, node);
      claim.setLong(3, uid);
      Claim found;
      try (ResultSet row = claim.executeQuery()) {
        row.next();
        found = new Claim(row.getLong(1), Optional.ofNullable(row.getBytes(2)));
      }
      connection.commit();
      return found;
    }
  }

  void records(int shard, BiConsumer<Integer, byte[]> what) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement select =
            connection.prepareStatement("SELECT tag, sealed FROM vigil.record WHERE shard = ?")) {
      select.setInt(1, shard);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          what.accept(rows.getInt(1), rows.getBytes(2));
        }
      }
      connection.commit();
    }
  }

  /**
   * Writes in order, in one transaction, whatever epochs that are still on wrote.
   *
   * @return the epochs that are on; what was to be written under others was not
   */
  Set<Epoch> write(List<Change> changes) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      try {
        Set<Epoch> on = lock(connection, changes);
        Map<Epoch, Map<Integer, Optional<byte[]>>> records = new HashMap<>();
        Map<Epoch, byte[]> progress = new HashMap<>();
        for (Change change : changes) {
          if (on.contains(change.epoch())) {
            records.computeIfAbsent(change.epoch(), _ -> new HashMap<>()).putAll(change.records());
            change.progress().ifPresent(sealed -> progress.put(change.epoch(), sealed));
          }
        }
        put(connection, records);
        remove(connection, records);
        progress(connection, progress);
        connection.commit();
        return on;
      } catch (SQLException failure) {
        connection.rollback();
        throw failure;
      }
    }
  }

  /** Holds the shards' rows, in one order everywhere, until the transaction ends. */
  private static Set<Epoch> lock(Connection connection, List<Change> changes) throws SQLException {
    Integer[] shards =
        changes.stream().map(change -> change.epoch().shard()).distinct().toArray(Integer[]::new);
    Set<Epoch> on = new HashSet<>();
    try (PreparedStatement lock =
        connection.prepareStatement(
            "SELECT shard, epoch FROM vigil.shard WHERE shard = ANY (?) ORDER BY shard"
                + " FOR UPDATE")) {
      lock.setArray(1, connection.createArrayOf("int4", shards));
      try (ResultSet rows = lock.executeQuery()) {
        while (rows.next()) {
          on.add(new Epoch(rows.getInt(1), rows.getLong(2)));
        }
      }
    }
    return on;
  }

  private static void put(Connection connection, Map<Epoch, Map<Integer, Optional<byte[]>>> records)
      throws SQLException {
    try (PreparedStatement put =
        connection.prepareStatement(
            "INSERT INTO vigil.record (shard, tag, sealed) VALUES (?, ?, ?)"
                + " ON CONFLICT (shard, tag) DO UPDATE SET sealed = excluded.sealed")) {
      for (var shard : records.entrySet()) {
        for (var record : shard.getValue().entrySet()) {
          if (record.getValue().isPresent()) {
            put.setInt(1, shard.getKey().shard());
            put.setInt(2, record.getKey());
            put.setBytes(3, record.getValue().get());
            put.addBatch();
          }
        }
      }
      put.executeBatch();
    }
  }

  private static void remove(
      Connection connection, Map<Epoch, Map<Integer, Optional<byte[]>>> records)
      throws SQLException {
    try (PreparedStatement remove =
        connection.prepareStatement("DELETE FROM vigil.record WHERE shard = ? AND tag = ?")) {
      for (var shard : records.entrySet()) {
        for (var record : shard.getValue().entrySet()) {
          if (record.getValue().isEmpty()) {
            remove.setInt(1, shard.getKey().shard());
            remove.setInt(2, record.getKey());
            remove.addBatch();
          }
        }
      }
      remove.executeBatch();
    }
  }

  private static void progress(Connection connection, Map<Epoch, byte[]> progress)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE vigil.shard SET progress = ? WHERE shard = ?")) {
      for (var shard : progress.entrySet()) {
        update.setBytes(1, shard.getValue());
        update.setInt(2, shard.getKey().shard());
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  /** Who owns what, of all shards that anybody ever owned. */
  Map<Integer, Owner> owners() throws SQLException {
    Map<Integer, Owner> owners = new HashMap<>();
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT shard, epoch, node, uid FROM vigil.shard")) {
      while (rows.next()) {
        owners.put(rows.getInt(1), new Owner(rows.getLong(2), rows.getString(3), rows.getLong(4)));
      }
      connection.commit();
    }
    return owners;
  }

  /** All tags, by shard. */
  Map<Integer, Set<Integer>> tags() throws SQLException {
    Map<Integer, Set<Integer>> tags = new HashMap<>();
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT shard, tag FROM vigil.record")) {
      while (rows.next()) {
        tags.computeIfAbsent(rows.getInt(1), _ -> new HashSet<>()).add(rows.getInt(2));
      }
      connection.commit();
    }
    return tags;
  }

  @Override
  public void close() {
    pool.close();
  }
}
