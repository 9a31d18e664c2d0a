package dev.vigil.actors.store.replicated;

import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import dev.vigil.actors.cluster.JoinCompatibility;
import dev.vigil.actors.store.Epoch;
import dev.vigil.actors.store.disk.DiskEngine;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.settings.SettingsFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;

/** A member of a cluster on the loopback that has a store and nothing else. */
final class StoreNode implements AutoCloseable {
  static final StoreTiming TIMING =
      new StoreTiming(
          Duration.ofMillis(1500),
          Duration.ofSeconds(8),
          Duration.ofMillis(300),
          Duration.ofMillis(50));

  private static final Secret SECRET = Secret.wrap(new byte[16]);

  private final ActorSystem system;
  private final ReplicatedStore store;

  /**
   * @param seeds empty: it begins a cluster
   */
  StoreNode(DiskEngine disk, DiskName name, List<Address> seeds) {
    try {
      String more =
          """
          vigil { mode = cluster, cluster { host = "127.0.0.1", port = 0 } }
          pekko {
            loglevel = WARNING
            coordinated-shutdown.run-by-actor-system-terminate = off
          }
          """;
      system =
          ActorSystem.create(
              "vigil",
              JoinCompatibility.shown(
                  ConfigFactory.parseString("pekko.cluster.seed-nodes = []")
                      .withFallback(SettingsFile.parse(more).actorSystem()),
                  SECRET,
                  "replicated"));
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
    Cluster.get(system).joinSeedNodes(seeds.isEmpty() ? List.of(address()) : seeds);
    store = new ReplicatedStore(disk, name, TIMING);
    store.begin(Adapter.toTyped(system));
  }

  Address address() {
    return Cluster.get(system).selfAddress();
  }

  long uid() {
    return Cluster.get(system).selfUniqueAddress().longUid();
  }

  ActorSystem system() {
    return system;
  }

  ReplicatedStore store() {
    return store;
  }

  /** So many and no others: one that is down is a member until it is removed. */
  void awaitMembers(int count) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> {
          List<Member> members = new ArrayList<>();
          Cluster.get(system).state().getMembers().forEach(members::add);
          return members.size() == count
              && members.stream().allMatch(member -> member.status().equals(MemberStatus.up()));
        });
  }

  Epoch claim(int shard) {
    return store.claim(shard).toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  void put(Epoch epoch, PeerTag tag, Octets snapshot) {
    store.put(epoch, tag, snapshot).toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  /** It stops without a word to the others, as a killed process. */
  void kill() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    store.close();
  }

  /** As an operator says it of a node that is gone; of two, no resolver can tell which is. */
  void down(Address other) {
    Cluster.get(system).down(other);
  }

  @Override
  public void close() {
    kill();
  }
}
