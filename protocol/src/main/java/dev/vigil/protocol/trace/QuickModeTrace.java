package dev.vigil.protocol.trace;

import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Quick Mode, and what becomes of it. */
public sealed interface QuickModeTrace extends TraceEvent {
  /** We start Quick Mode. */
  record Beginning(int messageId) implements QuickModeTrace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(context.sa("beginning Quick Mode exchange, M-ID of " + messageId));
    }
  }

  /**
   * A proposal is compared with what we want.
   *
   * @param proposal its number
   * @param transform its number
   * @param encapsulation RFC 2407 §4.5, RFC 3947 §5.1: 1 tunnel, 2 transport, 3 and 4 the same in
   *     UDP
   * @param encryption empty for ESP_NULL
   * @param kilobytes 0 for no limit
   * @param refusal why it does not fit, empty when it does
   */
  record ProposalChecked(
      int proposal,
      int transform,
      Optional<EncryptionAlgorithm> encryption,
      Optional<HashAlgorithm> authentication,
      int encapsulation,
      Duration lifetime,
      long kilobytes,
      Optional<String> refusal)
      implements QuickModeTrace {
    @Override
    public List<String> lines(TraceContext context) {
      List<String> lines = new ArrayList<>();
      lines.add(context.sa("Checking IPSec proposal " + proposal));
      lines.add("ISAKMP: transform " + transform + ", " + cipher());
      lines.add("ISAKMP:   attributes in transform:");
      lines.add(attribute("encaps is " + encapsulation + " (" + mode() + ")"));
      lines.add(attribute("SA life type in seconds"));
      lines.add(attribute("SA " + LifeDuration.of(lifetime.toSeconds())));
      if (kilobytes != 0) {
        lines.add(attribute("SA life type in kilobytes"));
        lines.add(attribute("SA " + LifeDuration.of(kilobytes)));
      }
      authentication.ifPresent(it -> lines.add(attribute("authenticator is " + mac(it))));
      encryption
          .filter(EncryptionAlgorithm::needsKeyLength)
          .ifPresent(it -> lines.add(attribute("key length is " + 8 * it.keyBytes())));
      refusal.ifPresent(reason -> lines.add(context.sa(reason)));
      lines.add(
          context.sa(refusal.isEmpty() ? "atts are acceptable." : "atts are not acceptable."));
      return lines;
    }

    private String cipher() {
      return encryption
          .map(it ->
              switch (it) {
                case DES_CBC -> "ESP_DES";
                case TRIPLE_DES_CBC -> "ESP_3DES";
                case AES_CBC_128, AES_CBC_192, AES_CBC_256 -> "ESP_AES";
              })
          .orElse("ESP_NULL");
    }

    private String mode() {
      return switch (encapsulation) {
        case 1 -> "Tunnel";
        case 2 -> "Transport";
        case 3, 61443 -> "Tunnel-UDP";
        case 4, 61444 -> "Transport-UDP";
        default -> "unknown";
      };
    }

    private static String mac(HashAlgorithm hash) {
      return switch (hash) {
        case MD5 -> "HMAC-MD5";
        case SHA1 -> "HMAC-SHA";
        case SHA256 -> "HMAC-SHA256";
        case SHA384 -> "HMAC-SHA384";
        case SHA512 -> "HMAC-SHA512";
      };
    }

    private static String attribute(String text) {
      return "ISAKMP:      " + text;
    }
  }

  /** None of the peer's proposals fits, or its selectors do not. */
  record Refused(String reason) implements QuickModeTrace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(
          context.sa(
              " phase 2 SA policy not acceptable! (local %s remote %s)"
                  .formatted(context.local(), context.peer())),
          context.sa(" " + reason));
    }
  }

  /** As responder we have an SPI for the peer to use. */
  record SpiObtained() implements QuickModeTrace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(context.sa("QM Responder gets spi"));
    }
  }

  /**
   * A pair of IPsec SAs stands.
   *
   * @param localProxy what is protected on our side, as {@code prefix/length}
   * @param remoteProxy and on the peer's
   * @param kilobytes 0 for no limit
   */
  record Created(
      int inboundSpi,
      int outboundSpi,
      String localProxy,
      String remoteProxy,
      Duration lifetime,
      long kilobytes)
      implements QuickModeTrace {
    @Override
    public List<String> lines(TraceContext context) {
      List<String> lines = new ArrayList<>();
      lines.add(context.sa(" Creating IPSec SAs"));
      lines.add(
          "\tinbound SA from %s to %s (proxy %s to %s)"
              .formatted(context.peer(), context.local(), remoteProxy, localProxy));
      addSa(lines, inboundSpi);
      lines.add(
          "\toutbound SA from %s to %s (proxy %s to %s)"
              .formatted(context.local(), context.peer(), localProxy, remoteProxy));
      addSa(lines, outboundSpi);
      return lines;
    }

    private void addSa(List<String> lines, int spi) {
      lines.add("\thas spi 0x%X and flags 2".formatted(spi));
      lines.add("\tlifetime of " + lifetime.toSeconds() + " seconds");
      if (kilobytes != 0) {
        lines.add("\tlifetime of " + kilobytes + " kilobytes");
      }
    }
  }
}
