package dev.vigil.console;

import dev.vigil.actors.observe.SaView;
import dev.vigil.actors.observe.SaView.Phase1View;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.Vrfs;
import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.exchange.Role;
import java.net.Inet4Address;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** {@code show crypto isakmp sa [detail]}. */
final class IsakmpSaScreen {
  private static final Set<DhGroup> WEAK_GROUPS =
      Set.of(DhGroup.MODP_768, DhGroup.MODP_1024, DhGroup.MODP_1536, DhGroup.MODP_2048_256);

  private static final String CODES =
      """
      Codes: C - IKE configuration mode, D - Dead Peer Detection
             K - Keepalives, N - NAT-traversal
             T - cTCP encapsulation, X - IKE Extended Authentication
             psk - Preshared key, rsig - RSA signature
             renc - RSA encryption
      """;

  private IsakmpSaScreen() {}

  static String text(List<SaView> sas) {
    StringBuilder text = new StringBuilder("IPv4 Crypto ISAKMP SA\n");
    text.append("%-15s %-15s %-14s %s %s%n".formatted("dst", "src", "state", "conn-id", "status"));
    for (SaView sa : ofFamily(sas, true)) {
      text.append(
          "%-15s %-15s %-14s %7d %s%n"
              .formatted(responder(sa), initiator(sa), state(sa), sa.connection(), "ACTIVE"));
    }
    text.append("\nIPv6 Crypto ISAKMP SA\n");
    for (SaView sa : ofFamily(sas, false)) {
      text.append(
          "%-39s %-39s %-14s %7d %s%n"
              .formatted(responder(sa), initiator(sa), state(sa), sa.connection(), "ACTIVE"));
    }
    return text.append('\n').toString();
  }

  static String detail(HeadEndConfig config, List<SaView> sas, Instant now) {
    StringBuilder text = new StringBuilder(CODES);
    text.append("IPv4 Crypto ISAKMP SA\n\n");
    text.append(
        "C-id  Local           Remote          I-VRF  Status Encr Hash   Auth DH Lifetime Cap.\n\n");
    ofFamily(sas, true).forEach(sa -> text.append(line(config, sa, now)));
    text.append("IPv6 Crypto ISAKMP SA\n\n");
    ofFamily(sas, false).forEach(sa -> text.append(line(config, sa, now)));
    return text.toString();
  }

  /**
   * As long as Main Mode runs there is nothing to say of algorithms, and the router has question
   * marks for the engine's number.
   */
  private static String line(HeadEndConfig config, SaView sa, Instant now) {
    String start =
        "%-5d %-15s %-15s %-6s "
            .formatted(
                sa.connection(),
                Texts.address(sa.path().local()),
                Texts.address(sa.path().remote()),
                vrfs(config, sa).inside().orElse(""));
    return start
        + sa.phase1()
            .map(p -> agreed(p, sa.connection(), now))
            .orElse(
                "NEGO   -    -      psk  0  0        (none)\n       Engine-id:Conn-id =  ????\n")
        + "\n";
  }

  private static String agreed(Phase1View p, int connection, Instant now) {
    String line =
        "ACTIVE %-4s %-6s psk  %-2d %-8s %s%n       Engine-id:Conn-id =  SW:%d%n"
            .formatted(
                Texts.encryption(p.encryption()),
                Texts.hash(p.hash()),
                p.group().number(),
                Texts.clock(Duration.between(now, p.expiresAt())),
                capabilities(p),
                connection);
    List<String> weak = weak(p);
    return weak.isEmpty() ? line : line + "       Weak: " + String.join(", ", weak) + "\n";
  }

  /** What of the agreed protection an operator should get rid of. */
  static List<String> weak(Phase1View p) {
    List<String> weak = new ArrayList<>();
    if (p.encryption() == EncryptionAlgorithm.DES_CBC
        || p.encryption() == EncryptionAlgorithm.TRIPLE_DES_CBC) {
      weak.add(Texts.encryption(p.encryption()));
    }
    if (p.hash() == HashAlgorithm.MD5) {
      weak.add("md5");
    }
    if (WEAK_GROUPS.contains(p.group())) {
      weak.add("group " + p.group().number());
    }
    return weak;
  }

  /** The letters of the codes above that hold; this node has neither C, T nor X. */
  static String capabilities(Phase1View p) {
    String liveness =
        p.liveness()
            .map(protocol ->
                switch (protocol) {
                  case DPD -> "D";
                  case KEEPALIVES -> "K";
                })
            .orElse("");
    String letters = liveness + (p.natTraversal().nat() ? "N" : "");
    return letters.isEmpty() ? "(none)" : letters;
  }

  static Object json(HeadEndConfig config, List<SaView> sas, Instant now) {
    return sas.stream().map(sa -> fields(config, sa, now)).toList();
  }

  static Map<String, Object> fields(HeadEndConfig config, SaView sa, Instant now) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("connection", sa.connection());
    fields.put("role", sa.role() == Role.INITIATOR ? "initiator" : "responder");
    fields.put("state", state(sa));
    fields.put("local", Texts.address(sa.path().local()));
    fields.put("local_port", sa.path().local().getPort());
    fields.put("remote", Texts.address(sa.path().remote()));
    fields.put("remote_port", sa.path().remote().getPort());
    Vrfs vrfs = vrfs(config, sa);
    vrfs.front().ifPresent(vrf -> fields.put("front_vrf", vrf));
    vrfs.inside().ifPresent(vrf -> fields.put("inside_vrf", vrf));
    fields.put("started", sa.startedAt().toString());
    sa.phase1()
        .ifPresent(p -> {
          fields.put("initiator_cookie", p.cookies().initiator().toString());
          fields.put("responder_cookie", p.cookies().responder().toString());
          fields.put("encryption", p.encryption().name());
          fields.put("hash", p.hash().name());
          fields.put("group", p.group().number());
          fields.put("lifetime_s", p.lifetime().toSeconds());
          fields.put("remaining_s", Math.max(0, Duration.between(now, p.expiresAt()).toSeconds()));
          fields.put("local_identity", Texts.identity(p.localIdentity()));
          fields.put("peer_identity", Texts.identity(p.peerIdentity()));
          fields.put("established", p.establishedAt().toString());
          fields.put("expires", p.expiresAt().toString());
          fields.put("dpd", p.peerDpd());
          p.liveness().ifPresent(protocol -> fields.put("liveness", lower(protocol)));
          fields.put("last_heard", p.dpd().heard().toString());
          fields.put("dpd_errors", p.dpd().errors());
          fields.put("nat_traversal", p.natTraversal().name());
          fields.put("capabilities", capabilities(p));
          fields.put("weak", weak(p));
        });
    return fields;
  }

  private static Vrfs vrfs(HeadEndConfig config, SaView sa) {
    return config.vrfsOf(sa.path().remote().getAddress(), sa.path().local().getAddress());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static List<SaView> ofFamily(List<SaView> sas, boolean ipv4) {
    return sas.stream()
        .filter(sa -> sa.path().remote().getAddress() instanceof Inet4Address == ipv4)
        .toList();
  }

  /** The router's name of where the SA stands. */
  static String state(SaView sa) {
    return sa.established()
        ? "QM_IDLE"
        : sa.role() == Role.INITIATOR ? "MM_NO_STATE" : "MM_KEY_EXCH";
  }

  private static String initiator(SaView sa) {
    return Texts.address(sa.role() == Role.INITIATOR ? sa.path().local() : sa.path().remote());
  }

  private static String responder(SaView sa) {
    return Texts.address(sa.role() == Role.INITIATOR ? sa.path().remote() : sa.path().local());
  }
}
