package dev.vigil.protocol.frozen;

import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.exchange.Role;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Who is where, and what peers call themselves. */
public final class FrozenPath {
  private static final int MOST_PORT = 0xffff;

  private FrozenPath() {}

  public static void freeze(Path path, FieldWriter fields) {
    fields
        .octets(1, octets(path.local().getAddress()))
        .number(2, path.local().getPort())
        .octets(3, octets(path.remote().getAddress()))
        .number(4, path.remote().getPort())
        .flag(5, path.marked());
  }

  public static Path thaw(FieldReader fields) {
    return new Path(
        new InetSocketAddress(address(fields, 1), fields.number(2, MOST_PORT)),
        new InetSocketAddress(address(fields, 3), fields.number(4, MOST_PORT)),
        fields.flag(5));
  }

  public static int code(Role role) {
    return switch (role) {
      case INITIATOR -> 0;
      case RESPONDER -> 1;
    };
  }

  public static Role role(FieldReader fields, int tag) {
    return fields.number(tag, 1) == 0 ? Role.INITIATOR : Role.RESPONDER;
  }

  public static Octets octets(InetAddress address) {
    return Octets.wrap(address.getAddress());
  }

  public static InetAddress address(FieldReader fields, int tag) {
    byte[] bytes = fields.octets(tag).toArray();
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException _) {
      throw fields.malformed("an address has " + bytes.length + " bytes");
    }
  }

  public static void freeze(Payload.Identification id, FieldWriter fields) {
    fields
        .number(1, id.idType())
        .number(2, id.protocol())
        .number(3, id.port())
        .octets(4, id.data());
  }

  public static Payload.Identification identification(FieldReader fields) {
    return new Payload.Identification(
        fields.number(1, 0xff), fields.number(2, 0xff), fields.number(3, 0xffff), fields.octets(4));
  }
}
