package dev.vigil.actors.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vigil.actors.secret.SecureEntropy;
import dev.vigil.actors.store.Epoch;
import dev.vigil.actors.store.Fenced;
import dev.vigil.actors.store.Holder;
import dev.vigil.actors.store.SaSnapshotStore;
import dev.vigil.actors.store.StoreContract;
import dev.vigil.actors.store.Stored;
import dev.vigil.actors.store.disk.Sealing;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.settings.InvalidSettings;
import dev.vigil.settings.SettingsFile;
import dev.vigil.settings.StoreSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.Address;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresStoreTest extends StoreContract {
  private static final PeerTag TAG = new PeerTag(5 << 15 | 1);
  private static RealPostgres server;

  private final List<SaSnapshotStore> open = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    Path folder = Files.createTempDirectory("vigil-postgres");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    server = RealPostgres.start(folder);
    await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(PostgresStoreTest::reached);
  }

  private static boolean reached() throws SQLException {
    try (Connection connection = DriverManager.getConnection(server.url(), "vigil", "")) {
      return connection.isValid(5);
    }
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void empty() throws Exception {
    try (Connection connection = DriverManager.getConnection(server.url(), "vigil", "");
        Statement statement = connection.createStatement()) {
      statement.execute("DROP SCHEMA IF EXISTS vigil CASCADE");
    }
  }

  @AfterEach
  void closeAll() {
    open.forEach(SaSnapshotStore::close);
  }

  private static StoreSettings settings(String url) throws InvalidSettings {
    return SettingsFile.parse(
            "vigil.store { kind = postgresql, postgresql { url = \"" + url + "\" } }")
        .store();
  }

  private PostgresStore node(String host) throws Exception {
    Sealing sealing = new Sealing(List.of(Secret.of(new byte[32])), new SecureEntropy());
    PostgresStore store = PostgresStore.open(settings(server.url()), sealing);
    store.begin(new Address("pekko", "vigil", host, 1), 7);
    open.add(store);
    return store;
  }

  @Override
  protected SaSnapshotStore store() {
    try {
      return node("a");
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  @Test
  void aSecondNodeTakesOverAndTheFirstIsFencedAtItsNextWrite() throws Exception {
    PostgresStore first = node("a");
    PostgresStore second = node("b");
    Epoch before = get(first.claim(5));
    get(first.put(before, TAG, Octets.ofHex("0a")));

    await().until(() -> second.holder(5) instanceof Holder.Elsewhere);
    assertThat(second.holder(5))
        .isEqualTo(new Holder.Elsewhere(new Address("pekko", "vigil", "a", 1), 7, before));
    await().until(() -> second.known(5).contains(TAG));

    Epoch after = get(second.claim(5));
    assertThat(after.number()).isGreaterThan(before.number());
    assertThatThrownBy(() -> get(first.put(before, TAG, Octets.ofHex("0b"))))
        .hasCauseInstanceOf(Fenced.class);
    assertThat(get(second.load(after, TAG)).map(Stored::snapshot)).contains(Octets.ofHex("0a"));
    await().until(() -> first.holder(5) instanceof Holder.Elsewhere);

    Epoch again = get(first.claim(5));
    assertThat(again.number()).isGreaterThan(after.number());
    assertThat(get(first.load(again, TAG)).map(Stored::snapshot)).contains(Octets.ofHex("0a"));
  }

  @Test
  void aDatabaseThatIsNotThereIsOneSentence() throws Exception {
    StoreSettings nowhere = settings("jdbc:postgresql://127.0.0.1:1/none");

    assertThatThrownBy(() ->
            PostgresStore.open(
                nowhere, new Sealing(List.of(Secret.of(new byte[32])), new SecureEntropy())))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("(vigil.store.postgresql) cannot be used: ")
        .hasMessageEndingWith(".")
        .hasMessageNotContaining("\n");
  }
}
