package dev.vigil.console;

import dev.vigil.actors.observe.SaView;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code show crypto isakmp peers [ADDRESS]}: with whom there are IKE SAs. */
final class IsakmpPeersScreen {
  private IsakmpPeersScreen() {}

  static String text(List<SaView> sas, Optional<InetAddress> remote) {
    StringBuilder text = new StringBuilder();
    peers(sas, remote)
        .forEach(sa ->
            text.append("Peer: ")
                .append(Texts.address(sa.path().remote()))
                .append(" Port: ")
                .append(sa.path().remote().getPort())
                .append(" Local: ")
                .append(Texts.address(sa.path().local()))
                .append("\n Phase1 id: ")
                .append(identity(sa).orElse("(none)"))
                .append('\n'));
    return text.toString();
  }

  static Object json(List<SaView> sas, Optional<InetAddress> remote) {
    return peers(sas, remote).map(IsakmpPeersScreen::fields).toList();
  }

  private static Map<String, Object> fields(SaView sa) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("peer", Texts.address(sa.path().remote()));
    fields.put("port", sa.path().remote().getPort());
    fields.put("local", Texts.address(sa.path().local()));
    identity(sa).ifPresent(id -> fields.put("phase1_id", id));
    return fields;
  }

  private static Optional<String> identity(SaView sa) {
    return sa.phase1().map(phase1 -> Texts.identity(phase1.peerIdentity()));
  }

  /** Each endpoint once, with its newest SA; an established one before one that is negotiated. */
  private static Stream<SaView> peers(List<SaView> sas, Optional<InetAddress> remote) {
    Map<Object, SaView> byEndpoint = new LinkedHashMap<>();
    for (SaView sa : sas) {
      if (remote.map(sa.path().remote().getAddress()::equals).orElse(true)) {
        byEndpoint.merge(
            List.of(sa.path().local(), sa.path().remote()),
            sa,
            (earlier, later) -> earlier.established() && !later.established() ? earlier : later);
      }
    }
    return byEndpoint.values().stream();
  }
}
