package dev.vigil.actors.peer;

import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.peer.PeerSettings;
import dev.vigil.protocol.phase1.MainModeResponder;
import dev.vigil.protocol.trace.Phase1Trace.OfferedPolicy;
import dev.vigil.protocol.trace.Phase1Trace.PolicyChecked;
import dev.vigil.protocol.trace.TraceEvent;
import dev.vigil.protocol.wire.Octets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Why a first message was refused, so that an operator need not guess. Made only where there is a
 * line to be written: a stranger could make us do it often.
 */
final class Refusal {
  private static final int MOST_OFFERS = 4;

  private Refusal() {}

  /** Each transform against each policy, for the debug trace. */
  static List<TraceEvent> trace(Octets datagram, Path path, PeerSettings settings) {
    return settings
        .addresses()
        .find(path.remote().getAddress(), path.local().getAddress())
        .map(ours -> MainModeResponder.explain(datagram, ours.phase1()))
        .orElse(List.of());
  }

  /** For the log, as key and value; empty where the reason says all there is. */
  static String detail(DropReason reason, Octets datagram, Path path, PeerSettings settings) {
    if (reason == DropReason.NO_KEY_FOR_ADDRESS) {
      return " detail=\"no pre-shared key is configured for this address\"";
    }
    if (reason != DropReason.NO_PROPOSAL) {
      return "";
    }
    String offers =
        trace(datagram, path, settings).stream()
            .filter(PolicyChecked.class::isInstance)
            .map(event -> text(((PolicyChecked) event).offered()))
            .distinct()
            .limit(MOST_OFFERS)
            .collect(Collectors.joining(", "));
    return " detail=\"no isakmp policy allows what the peer offers\" offered=\"" + offers + "\"";
  }

  private static String text(OfferedPolicy offered) {
    return "%s %s group %s"
        .formatted(
            offered.encryption().map(Refusal::name).orElse("other"),
            offered.hash().map(Refusal::name).orElse("other"),
            offered.group().map(group -> Integer.toString(group.number())).orElse("other"));
  }

  private static String name(EncryptionAlgorithm algorithm) {
    return switch (algorithm) {
      case DES_CBC -> "des";
      case TRIPLE_DES_CBC -> "3des";
      case AES_CBC_128, AES_CBC_192, AES_CBC_256 -> "aes " + 8 * algorithm.keyBytes();
    };
  }

  private static String name(HashAlgorithm algorithm) {
    return switch (algorithm) {
      case MD5 -> "md5";
      case SHA1 -> "sha";
      case SHA256 -> "sha256";
      case SHA384 -> "sha384";
      case SHA512 -> "sha512";
    };
  }
}
