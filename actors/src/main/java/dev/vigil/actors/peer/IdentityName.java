package dev.vigil.actors.peer;

import dev.vigil.actors.observe.PeerAddress;
import dev.vigil.protocol.trace.IdentityText;
import dev.vigil.protocol.wire.IdType;
import dev.vigil.protocol.wire.Payload;
import java.net.InetAddress;
import java.util.regex.Pattern;

/** A phase-1 identity in readable form, as logs and {@code show} give it. */
public final class IdentityName {
  /** What could end a quoted value of a log line, or is no ASCII. */
  private static final Pattern ODD = Pattern.compile("[^!-~]|\"");

  private IdentityName() {}

  /** An address, a name with whatever could steer a terminal replaced, or hex digits. */
  public static String of(Payload.Identification identity) {
    String text = IdentityText.of(identity).value();
    if (identity.idType() == IdType.IPV6_ADDR && identity.data().length() == 16) {
      return PeerAddress.of(InetAddress.ofLiteral(text));
    }
    return ODD.matcher(text).replaceAll("?");
  }
}
