package dev.vigil.actors.serialization;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.util.Pool;
import dev.vigil.actors.census.NodeStanding;
import dev.vigil.actors.census.Question;
import dev.vigil.actors.configuration.Ballot;
import dev.vigil.actors.configuration.Verdict;
import dev.vigil.actors.peer.PeerEnvelope;
import dev.vigil.actors.router.Forwarded;
import dev.vigil.actors.router.Taken;
import java.io.NotSerializableException;
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
  private static final String PEER_ENVELOPE = "peer-envelope";
  private static final String FORWARDED = "forwarded";
  private static final String TAKEN = "taken";
  private static final String BALLOT = "configuration-ballot";
  private static final String VERDICT = "configuration-verdict";
  private static final String QUESTION = "census-question";
  private static final String STANDING = "census-standing";
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
      case PeerEnvelope _ -> PEER_ENVELOPE;
      case Forwarded _ -> FORWARDED;
      case Taken _ -> TAKEN;
      case Ballot _ -> BALLOT;
      case Verdict _ -> VERDICT;
      case Question _ -> QUESTION;
      case NodeStanding _ -> STANDING;
      default ->
          throw new IllegalArgumentException(
              "not for other nodes: " + message.getClass().getName());
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
      case PEER_ENVELOPE -> read(bytes, manifest, PeerEnvelope.class);
      case BALLOT -> read(bytes, manifest, Ballot.class);
      case VERDICT -> read(bytes, manifest, Verdict.class);
      case QUESTION -> read(bytes, manifest, Question.class);
      case STANDING -> read(bytes, manifest, NodeStanding.class);
      case FORWARDED -> ForwardedForm.decode(bytes);
      case TAKEN -> ForwardedForm.decodeTaken(bytes);
      default -> throw new NotSerializableException("unknown manifest " + manifest);
    };
  }

  private Object read(byte[] bytes, String manifest, Class<?> type)
      throws NotSerializableException {
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
