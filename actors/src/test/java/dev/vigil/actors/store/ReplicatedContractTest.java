package dev.vigil.actors.store;

import static org.awaitility.Awaitility.await;

import dev.vigil.actors.secret.SecureEntropy;
import dev.vigil.settings.NodeSettings;
import dev.vigil.settings.SettingsFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.MemberStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** As a node opens it from its settings, in a cluster of one. */
class ReplicatedContractTest extends StoreContract {
  @TempDir private Path directory;
  private ActorSystem system;
  private SaSnapshotStore store;

  @BeforeEach
  void start() throws Exception {
    NodeSettings settings =
        SettingsFile.parse(
            """
            vigil { mode = cluster, data-directory = "%s", store.kind = replicated }
            vigil.cluster { host = "127.0.0.1", port = 0 }
            pekko.loglevel = WARNING
            """
                .formatted(directory));
    store = Stores.open(settings, new SecureEntropy());
    system = ActorSystem.create("vigil", settings.actorSystem());
    Cluster.get(system).join(Cluster.get(system).selfAddress());
    store.begin(Adapter.toTyped(system));
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> Cluster.get(system).selfMember().status().equals(MemberStatus.up()));
  }

  @AfterEach
  void stop() {
    store.close();
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Override
  protected SaSnapshotStore store() {
    return store;
  }
}
