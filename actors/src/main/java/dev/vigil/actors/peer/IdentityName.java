package dev.vigil.actors.peer;

import dev.vigil.protocol.wire.IdType;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/** A phase-1 identity in readable form, as logs and {@code show} give it. */
public final class IdentityName {
  private static final int LONGEST = 128;

  private IdentityName() {}

  /** An address, a name with whatever could steer a terminal replaced, or hex digits. */
  public static String of(Payload.Identification identity) {
    Octets data = identity.data();
    return switch (identity.idType()) {
      case IdType.IPV4_ADDR, IdType.IPV6_ADDR -> address(data);
      case IdType.FQDN, IdType.USER_FQDN, IdType.KEY_ID -> printable(data);
      default -> data.toHex();
    };
  }

  private static String address(Octets data) {
    try {
      return InetAddress.getByAddress(data.toArray()).getHostAddress();
    } catch (UnknownHostException wrongLength) {
      return data.toHex();
    }
  }

  private static String printable(Octets data) {
    String text = new String(data.toArray(), StandardCharsets.US_ASCII);
    StringBuilder safe = new StringBuilder();
    text.chars()
        .limit(LONGEST)
        .forEach(c -> safe.append(c > ' ' && c < 0x7f && c != '"' ? (char) c : '?'));
    return safe.toString();
  }
}
