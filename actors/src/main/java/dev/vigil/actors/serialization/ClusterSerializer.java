package dev.vigil.actors.serialization;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.util.Pool;
import dev.vigil.actors.census.NodeStanding;
import dev.vigil.actors.census.Question;
import dev.vigil.actors.cluster.HostMessage;
import dev.vigil.actors.cluster.LeaseMessage;
import dev.vigil.actors.configuration.Ballot;
import dev.vigil.actors.configuration.Verdict;
import dev.vigil.actors.peer.PeerEnvelope;
import dev.vigil.actors.router.Forwarded;
import dev.vigil.actors.router.Taken;
import java.io.NotSerializableException;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * Writes what crosses nodes. Forwarded datagrams have a form of their own ({@link ForwardedForm});
 * the rest is written with Kryo: one version byte, then the object. Only registered classes are
 * ever written or read, so that nobody can make us instantiate anything else. Kryo instances are
 * pooled, as one serves a single thread at a time.
 */
public final class ClusterSerializer extends SerializerWithStringManifest {
  /** Chosen once; Pekko keeps 0 to 40 for itself. */
  public static final int IDENTIFIER = 47_061;

  static final byte VERSION = 1;
  private static final String FORWARDED = "forwarded";
  private static final String TAKEN = "taken";

  /** What each manifest of Kryo's stands for; new ones are added, none ever changes its meaning. */
  private static final Map<String, Class<?>> TYPES =
      Map.of(
          "peer-envelope", PeerEnvelope.class,
          "configuration-ballot", Ballot.class,
          "configuration-verdict", Verdict.class,
          "census-question", Question.class,
          "census-standing", NodeStanding.class,
          "lease-ask", LeaseMessage.Ask.class,
          "lease-answer", LeaseMessage.Answer.class,
          "process", HostMessage.Announce.class);

  private static final Map<Class<?>, String> MANIFESTS =
      TYPES.entrySet().stream()
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

  private static final int FIRST_BUFFER = 256;
  private static final int LARGEST = 1 << 20;

  private final Pool<Kryo> kryos =
      new Pool<>(true, false, 16) {
        @Override
        protected Kryo create() {
          return RegisteredClasses.kryo();
        }
      };

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object message) {
    return switch (message) {
      case Forwarded _ -> FORWARDED;
      case Taken _ -> TAKEN;
      default -> {
        String manifest = MANIFESTS.get(message.getClass());
        if (manifest == null) {
          throw new IllegalArgumentException(
              "not for other nodes: " + message.getClass().getName());
        }
        yield manifest;
      }
    };
  }

  @Override
  public byte[] toBinary(Object message) {
    return switch (message) {
      case Forwarded batch -> ForwardedForm.encode(batch);
      case Taken taken -> ForwardedForm.encode(taken);
      default -> write(message);
    };
  }

  private byte[] write(Object message) {
    Output output = new Output(FIRST_BUFFER, LARGEST);
    output.writeByte(VERSION);
    Kryo kryo = kryos.obtain();
    try {
      kryo.writeObject(output, message);
    } finally {
      kryos.free(kryo);
    }
    return output.toBytes();
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
    return switch (manifest) {
      case FORWARDED -> ForwardedForm.decode(bytes);
      case TAKEN -> ForwardedForm.decodeTaken(bytes);
      default -> read(bytes, manifest);
    };
  }

  private Object read(byte[] bytes, String manifest) throws NotSerializableException {
    Class<?> type = TYPES.get(manifest);
    if (type == null) {
      throw new NotSerializableException("unknown manifest " + manifest);
    }
    Input input = new Input(bytes);
    Kryo kryo = kryos.obtain();
    try {
      byte version = input.readByte();
      if (version != VERSION) {
        throw new NotSerializableException("version " + version + " of " + manifest);
      }
      return kryo.readObject(input, type);
    } catch (KryoException | IllegalArgumentException malformed) {
      NotSerializableException failure = new NotSerializableException("malformed " + manifest);
      failure.initCause(malformed);
      throw failure;
    } finally {
      kryos.free(kryo);
    }
  }
}
