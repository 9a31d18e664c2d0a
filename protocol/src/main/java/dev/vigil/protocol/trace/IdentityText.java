package dev.vigil.protocol.trace;

import dev.vigil.protocol.wire.IdType;
import dev.vigil.protocol.wire.MessageEncoder;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An identity as the router shows it.
 *
 * @param type of {@link IdType}
 * @param value its readable form: an address, a name, hex digits
 * @param length of the identification payload without its generic header, in bytes
 */
public record IdentityText(int type, String value, int protocol, int port, int length) {
  public IdentityText {
    value = Printable.of(value);
  }

  /** An address, a name or, of whatever has no readable form, hex digits. */
  public static IdentityText of(Payload.Identification identity) {
    Octets data = identity.data();
    String value =
        switch (identity.idType()) {
          case IdType.IPV4_ADDR, IdType.IPV6_ADDR -> address(data);
          case IdType.FQDN, IdType.USER_FQDN, IdType.KEY_ID ->
              new String(data.toArray(), StandardCharsets.US_ASCII);
          default -> data.toHex();
        };
    return new IdentityText(
        identity.idType(),
        value,
        identity.protocol(),
        identity.port(),
        MessageEncoder.body(identity).length());
  }

  private static String address(Octets data) {
    try {
      return InetAddress.getByAddress(data.toArray()).getHostAddress();
    } catch (UnknownHostException wrongLength) {
      return data.toHex();
    }
  }

  /** The RFC's name of the type. */
  String typeName() {
    return switch (type) {
      case IdType.IPV4_ADDR -> "ID_IPV4_ADDR";
      case IdType.FQDN -> "ID_FQDN";
      case IdType.USER_FQDN -> "ID_USER_FQDN";
      case IdType.IPV4_ADDR_SUBNET -> "ID_IPV4_ADDR_SUBNET";
      case IdType.IPV6_ADDR -> "ID_IPV6_ADDR";
      case IdType.KEY_ID -> "ID_KEY_ID";
      default -> "ID " + type;
    };
  }

  List<String> lines(TraceContext context) {
    String kind =
        type == IdType.FQDN || type == IdType.USER_FQDN
            ? "FQDN name    "
            : type == IdType.KEY_ID ? "group id     " : "address      ";
    return List.of(
        context.wire("ID payload"),
        "\tnext-payload : 8",
        "\ttype         : " + type,
        "\t" + kind + ": " + value,
        "\tprotocol     : " + protocol,
        "\tport         : " + port,
        "\tlength       : " + length);
  }
}
