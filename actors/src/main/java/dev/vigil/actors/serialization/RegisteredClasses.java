package dev.vigil.actors.serialization;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.ImmutableSerializer;
import dev.vigil.actors.census.NodeStanding;
import dev.vigil.actors.census.Question;
import dev.vigil.actors.cluster.HostMessage;
import dev.vigil.actors.cluster.LeaseMessage;
import dev.vigil.actors.cluster.ProcessIdentity;
import dev.vigil.actors.configuration.Ballot;
import dev.vigil.actors.configuration.Verdict;
import dev.vigil.actors.peer.PeerEnvelope;
import dev.vigil.actors.peer.PeerMessage;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.wire.Octets;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The classes that may cross nodes, each with a number that is fixed for good: new ones are added
 * at the end, and a changed form takes a new version byte.
 */
final class RegisteredClasses {
  private static final int FIRST_ID = 32;

  /** In the order of their numbers; those of octets and addresses follow. */
  private static final List<Class<?>> FIRST =
      List.of(
          PeerEnvelope.class,
          PeerTag.class,
          PeerMessage.Arrived.class,
          PeerMessage.BringUp.class,
          Path.class);

  /** In the order of their numbers, which follow those of octets and addresses. */
  private static final List<Class<?>> LATER =
      List.of(
          PeerMessage.TrafficFor.class,
          PeerMessage.Resume.class,
          Ballot.class,
          Verdict.class,
          Question.class,
          NodeStanding.class,
          LeaseMessage.Ask.class,
          LeaseMessage.Answer.class,
          HostMessage.Announce.class,
          ProcessIdentity.class);

  static final List<Class<?>> RECORDS =
      Stream.of(FIRST, LATER).<Class<?>>flatMap(List::stream).toList();

  private RegisteredClasses() {}

  static Kryo kryo() {
    Kryo kryo = new Kryo();
    kryo.setRegistrationRequired(true);
    kryo.setReferences(false);
    int id = FIRST_ID;
    for (Class<?> type : FIRST) {
      kryo.register(type, id++);
    }
    kryo.register(Octets.class, new OctetsSerializer(), id++);
    kryo.register(InetSocketAddress.class, new AddressSerializer(), id++);
    for (Class<?> type : LATER) {
      kryo.register(type, id++);
    }
    return kryo;
  }

  /** Length, then the bytes. */
  private static final class OctetsSerializer extends ImmutableSerializer<Octets> {
    @Override
    public void write(Kryo kryo, Output output, Octets octets) {
      output.writeVarInt(octets.length(), true);
      output.writeBytes(octets.toArray());
    }

    @Override
    public Octets read(Kryo kryo, Input input, Class<? extends Octets> type) {
      int length = input.readVarInt(true);
      if (length < 0 || length > input.limit() - input.position()) {
        throw new KryoException("a run of bytes longer than its message");
      }
      return Octets.wrap(input.readBytes(length));
    }
  }

  /** Length of the address, its bytes, the port: never a name, which would have to be looked up. */
  private static final class AddressSerializer extends ImmutableSerializer<InetSocketAddress> {
    @Override
    public void write(Kryo kryo, Output output, InetSocketAddress address) {
      byte[] bytes = address.getAddress().getAddress();
      output.writeByte(bytes.length);
      output.writeBytes(bytes);
      output.writeShort(address.getPort());
    }

    @Override
    public InetSocketAddress read(Kryo kryo, Input input, Class<? extends InetSocketAddress> type) {
      try {
        InetAddress address = InetAddress.getByAddress(input.readBytes(input.readByte() & 0x1f));
        return new InetSocketAddress(address, input.readShortUnsigned());
      } catch (UnknownHostException wrongLength) {
        throw new KryoException("an address of neither 4 nor 16 bytes", wrongLength);
      }
    }
  }
}
