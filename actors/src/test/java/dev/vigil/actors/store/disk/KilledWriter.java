package dev.vigil.actors.store.disk;

import dev.vigil.actors.secret.SecureEntropy;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.wire.Octets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A process that writes until it is killed and tells each number that is safe. */
final class KilledWriter {
  static final Secret KEY = Secret.of(new byte[32]);

  private KilledWriter() {}

  static RocksEngine open(Path folder) throws Exception {
    Sealing sealing = new Sealing(List.of(KEY), new SecureEntropy());
    return RocksEngine.open(folder, true, Duration.ofMillis(2), sealing);
  }

  static BucketWrite record(int number) {
    PeerTag tag = new PeerTag(number);
    return new BucketWrite(
        tag.shard(9),
        1,
        number,
        Octets.EMPTY,
        false,
        Map.of(tag, content(number)),
        Set.of(),
        Optional.empty());
  }

  static Octets content(int number) {
    byte[] bytes = new byte[600];
    bytes[number % 600] = 1;
    return Octets.ofInt(number).plus(Octets.of(bytes));
  }

  public static void main(String[] args) throws Exception {
    RocksEngine engine = open(Path.of(args[0]));
    for (int i = 0; i < 1 << 24; i++) {
      int number = i;
      var safe = engine.write(record(number)).toCompletableFuture();
      var _ = safe.thenRun(() -> System.out.println(number));
      if (number % 200 == 199) {
        safe.join();
      }
    }
  }
}
