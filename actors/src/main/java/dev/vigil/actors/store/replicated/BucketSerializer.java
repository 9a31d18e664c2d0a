package dev.vigil.actors.store.replicated;

import dev.vigil.protocol.wire.Octets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * Buckets and deltas as bytes: one version byte, the version of the state, then tags and records in
 * ascending order of tags. Equal buckets are equal bytes, as the replicator compares digests.
 */
public final class BucketSerializer extends SerializerWithStringManifest {
  /** Chosen once; Pekko keeps 0 to 40 for itself. */
  public static final int IDENTIFIER = 47_062;

  private static final int FORMAT = 1;
  private static final String BUCKET = "bucket";
  private static final String DELTA = "delta";
  private static final int HEAD = 128;

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object message) {
    return switch (message) {
      case ShardBucket _ -> BUCKET;
      case BucketDelta _ -> DELTA;
      default ->
          throw new IllegalArgumentException("not a bucket: " + message.getClass().getName());
    };
  }

  @Override
  public byte[] toBinary(Object message) {
    return switch (message) {
      case ShardBucket bucket -> write(bucket);
      case BucketDelta delta -> write(delta);
      default ->
          throw new IllegalArgumentException("not a bucket: " + message.getClass().getName());
    };
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
    try {
      DataInputStream in = input(bytes);
      return switch (manifest) {
        case BUCKET -> new ShardBucket(version(in), records(in));
        case DELTA -> new BucketDelta(in.readLong(), version(in), records(in), tags(in));
        default -> throw new NotSerializableException("unknown manifest " + manifest);
      };
    } catch (NotSerializableException failure) {
      throw failure;
    } catch (IOException | RuntimeException malformed) {
      NotSerializableException failure = new NotSerializableException("malformed " + manifest);
      failure.initCause(malformed);
      throw failure;
    }
  }

  private static DataInputStream input(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    int format = in.readUnsignedByte();
    if (format != FORMAT) {
      throw new NotSerializableException("format " + format + " of a bucket");
    }
    return in;
  }

  /** The version of a state alone, for the disk. */
  static Octets head(Version version) {
    return Octets.wrap(write(out -> write(out, version)));
  }

  /**
   * @throws IOException if that is not what {@link #head} gave
   */
  static Version version(Octets head) throws IOException {
    return version(input(head.toArray()));
  }

  /**
   * A bucket from its bytes.
   *
   * @throws NotSerializableException if that is none
   */
  ShardBucket bucket(Octets bytes) throws NotSerializableException {
    return (ShardBucket) fromBinary(bytes.toArray(), BUCKET);
  }

  private static byte[] write(ShardBucket bucket) {
    byte[] version = write(out -> write(out, bucket.version()));
    ByteBuffer bytes = ByteBuffer.allocate(version.length + size(bucket.records()));
    put(bytes.put(version), bucket.records());
    return bytes.array();
  }

  private static byte[] write(BucketDelta delta) {
    byte[] version =
        write(out -> {
          out.writeLong(delta.base());
          write(out, delta.version());
        });
    Tags removed = delta.removed();
    int size = size(delta.changed()) + Integer.BYTES * (1 + removed.size());
    ByteBuffer bytes = ByteBuffer.allocate(version.length + size);
    put(bytes.put(version), delta.changed());
    bytes.putInt(removed.size());
    for (int index = 0; index < removed.size(); index++) {
      bytes.putInt(removed.tag(index));
    }
    return bytes.array();
  }

  private static int size(Records records) {
    int size = Integer.BYTES;
    for (int index = 0; index < records.size(); index++) {
      size += 2 * Integer.BYTES + records.value(index).length();
    }
    return size;
  }

  private interface Content {
    void to(DataOutputStream out) throws IOException;
  }

  private static byte[] write(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(HEAD);
    try {
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeByte(FORMAT);
      content.to(out);
      out.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory does not fail so", impossible);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, Version version) throws IOException {
    out.writeBoolean(version.living());
    out.writeLong(version.epoch());
    out.writeLong(version.revision());
    out.writeBoolean(version.owner().isPresent());
    if (version.owner().isPresent()) {
      UniqueAddress owner = version.owner().get();
      out.writeUTF(owner.address().protocol());
      out.writeUTF(owner.address().system());
      out.writeUTF(owner.address().getHost().orElse(""));
      out.writeInt(owner.address().getPort().orElse(0));
      out.writeLong(owner.longUid());
    }
  }

  private static Version version(DataInputStream in) throws IOException {
    boolean living = in.readBoolean();
    long epoch = in.readLong();
    long revision = in.readLong();
    if (!in.readBoolean()) {
      return new Version(living, epoch, Optional.empty(), revision);
    }
    Address address = new Address(in.readUTF(), in.readUTF(), in.readUTF(), in.readInt());
    return new Version(
        living, epoch, Optional.of(new UniqueAddress(address, in.readLong())), revision);
  }

  private static void put(ByteBuffer bytes, Records records) {
    bytes.putInt(records.size());
    for (int index = 0; index < records.size(); index++) {
      Octets value = records.value(index);
      bytes.putInt(records.tag(index)).putInt(value.length());
      value.writeTo(bytes);
    }
  }

  private static Records records(DataInputStream in) throws IOException {
    int size = bounded(in, 2 * Integer.BYTES);
    int[] tags = new int[size];
    Octets[] values = new Octets[size];
    for (int index = 0; index < size; index++) {
      tags[index] = ascending(tags, index, in.readInt());
      byte[] value = new byte[bounded(in, 1)];
      in.readFully(value);
      values[index] = Octets.wrap(value);
    }
    return new Records(tags, values);
  }

  private static Tags tags(DataInputStream in) throws IOException {
    int[] tags = new int[bounded(in, Integer.BYTES)];
    for (int index = 0; index < tags.length; index++) {
      tags[index] = ascending(tags, index, in.readInt());
    }
    return new Tags(tags);
  }

  private static int ascending(int[] before, int index, int tag) throws IOException {
    if (tag < 0 || (index > 0 && tag <= before[index - 1])) {
      throw new IOException("tags out of order");
    }
    return tag;
  }

  private static int bounded(DataInputStream in, int each) throws IOException {
    int size = in.readInt();
    if (size < 0 || (long) size * each > in.available()) {
      throw new IOException("more announced than there is");
    }
    return size;
  }
}
