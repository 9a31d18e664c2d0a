package dev.vigil.protocol.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.frozen.FieldReader;
import dev.vigil.protocol.frozen.FieldWriter;
import dev.vigil.protocol.resume.PairProgress;
import dev.vigil.protocol.resume.PeerProgress;
import dev.vigil.protocol.resume.SaProgress;
import dev.vigil.protocol.resume.ShardProgress;
import dev.vigil.protocol.snapshot.PeerSnapshot;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.Decoding;
import dev.vigil.protocol.wire.Octets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Records of peers and batches of numbers, as bytes. */
final class RecordTest {
  private static final int MOST_BYTES = 700;
  private static final String GOLDEN = "/dev/vigil/protocol/snapshot/peer-1.hex";

  private static World up(long seed) {
    World world = new World(seed, Net.Weather.FAIR, 1);
    world.site().tell(new PeerEvent.BringUp(World.ENTRY));
    world.net.run(Duration.ofSeconds(10));
    return world;
  }

  private static PeerSnapshot read(Octets record) {
    assertThat(PeerSnapshot.decode(record)).isInstanceOf(Decoding.Decoded.class);
    return ((Decoding.Decoded<PeerSnapshot>) PeerSnapshot.decode(record)).value();
  }

  @Test
  void aSitesRecordIsSmall() {
    Octets record = up(3).hub.record();

    assertThat(record.length()).isLessThan(MOST_BYTES);
    assertThat(read(record).sas()).hasSize(1);
  }

  @Test
  void whatIsReadIsWrittenAlike() {
    for (int seed = 0; seed < 20; seed++) {
      World world = new World(seed, Net.Weather.FOUL, 1);
      (seed % 2 == 0 ? world.hub : world.site()).tell(new PeerEvent.BringUp(World.ENTRY));
      world.net.run(Duration.ofMillis(500L * seed));
      world.hub.hasten();
      world.net.run(Duration.ofMillis(97L * seed));
      Octets record = world.hub.record();
      if (!record.isEmpty()) {
        PeerSnapshot once = read(record);
        PeerSnapshot twice = read(once.encode());
        assertThat(twice).as("seed %d", seed).isEqualTo(once);
        assertThat(twice.encode().length()).as("seed %d", seed).isEqualTo(record.length());
      }
    }
  }

  @Test
  void noBytesAreTooOddToBeRead() {
    byte[] record = up(3).hub.record().toArray();
    for (int length = 0; length < record.length; length++) {
      PeerSnapshot.decode(Octets.of(record, 0, length));
    }
    for (int bit = 0; bit < 8 * record.length; bit++) {
      byte[] wrong = record.clone();
      wrong[bit / 8] ^= (byte) (1 << bit % 8);
      if (PeerSnapshot.decode(Octets.wrap(wrong))
          instanceof Decoding.Decoded<PeerSnapshot>(var snapshot)) {
        snapshot.encode();
        snapshot.isEmpty();
      }
    }
    for (int seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      byte[] noise = new byte[1 + random.nextInt(200)];
      random.nextBytes(noise);
      noise[0] = 1;
      PeerSnapshot.decode(Octets.wrap(noise));
      ShardProgress.decode(Octets.wrap(noise));
    }
    assertThat(PeerSnapshot.decode(Octets.EMPTY)).isInstanceOf(Decoding.Malformed.class);
    assertThat(PeerSnapshot.decode(Octets.of((byte) 2))).isInstanceOf(Decoding.Malformed.class);
  }

  /** Of the first version; it must be read for ever. */
  @Test
  void theFirstRecordIsStillRead() throws IOException {
    try (InputStream golden = RecordTest.class.getResourceAsStream(GOLDEN)) {
      String hex = new String(golden.readAllBytes(), StandardCharsets.US_ASCII).strip();
      PeerSnapshot snapshot = read(Octets.ofHex(hex));

      assertThat(snapshot.sas()).hasSize(1);
      assertThat(snapshot.sas().getFirst().sa().established()).isPresent();
      assertThat(snapshot.state().children()).hasSize(1);
      assertThat(snapshot.state().children().getFirst().request().name()).isEqualTo(World.ENTRY);
      assertThat(snapshot.isEmpty()).isFalse();
    }
  }

  @Test
  void fieldsThatAreNotKnownArePassedOver() {
    Octets later =
        FieldWriter.record(
            1,
            fields ->
                fields
                    .number(1, 7)
                    .eight(900, 3)
                    .text(901, "new")
                    .number(902, Long.MAX_VALUE)
                    .nested(903, inner -> inner.flag(1, true))
                    .text(2, "known"));

    assertThat(FieldReader.record(later, 1, fields -> fields.number(1) + fields.text(2)))
        .isEqualTo(new Decoding.Decoded<>("7known"));
  }

  @Test
  void batchesOfNumbersComeBack() {
    Random random = new Random(11);
    for (int round = 0; round < 200; round++) {
      List<PeerProgress> peers = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        Instant at = Instant.ofEpochMilli(random.nextLong(1L << 42));
        int last = random.nextInt();
        OptionalInt highest =
            random.nextBoolean() ? OptionalInt.of(random.nextInt()) : OptionalInt.empty();
        peers.add(
            new PeerProgress(
                new PeerTag(random.nextInt(1 << 24)),
                at,
                random.nextBoolean(),
                List.of(
                    new SaProgress(
                        new Cookie(random.nextLong()),
                        last,
                        last - random.nextInt(3),
                        highest,
                        at)),
                List.of(
                    new PairProgress(
                        random.nextInt(), random.nextLong(1L << 32), random.nextLong(1L << 32)))));
      }
      ShardProgress batch = new ShardProgress(peers);

      assertThat(ShardProgress.decode(batch.encode())).isEqualTo(new Decoding.Decoded<>(batch));
    }
  }
}
