package dev.vigil.decode;

import dev.vigil.protocol.wire.Header;
import dev.vigil.protocol.wire.Payload;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A message as a block of text for a person. */
final class TextForm {
  private static final int LONGEST_HEX = 64;

  private TextForm() {}

  static String of(DecodedMessage message) {
    StringBuilder text = new StringBuilder();
    UdpDatagram datagram = message.datagram();
    text.append("frame %d  %s  ".formatted(datagram.frame(), datagram.time()))
        .append(endpoint(datagram.from()))
        .append(" > ")
        .append(endpoint(datagram.to()))
        .append("  ")
        .append(title(message))
        .append('\n');
    message.header().ifPresent(header -> text.append(headerLine(header, message)));
    message
        .malformed()
        .ifPresent(fault ->
            text.append(
                "  malformed: %s (at byte %d)%n".formatted(fault.reason(), fault.offset())));
    for (Payload payload : message.payloads()) {
      append(text, PayloadFields.of(payload));
    }
    return text.toString();
  }

  private static String title(DecodedMessage message) {
    if (message.ikev2()) {
      return "IKEv2 (not decoded)";
    }
    return message.header().map(header -> Names.exchange(header.exchange())).orElse("ISAKMP?");
  }

  private static String headerLine(Header header, DecodedMessage message) {
    String state = header.encrypted() ? message.deciphered() ? "  decrypted" : "  encrypted" : "";
    String whole =
        message.fragments() > 0 ? "  of %d fragments".formatted(message.fragments()) : "";
    return "  cookies %s  message ID %08x  flags %02x  length %d%s%s%n"
        .formatted(
            header.cookies(), header.messageId(), header.flags(), header.length(), state, whole);
  }

  private static String endpoint(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  private static void append(StringBuilder text, Map<String, Object> fields) {
    text.append("    ").append(fields.get("type"));
    fields.forEach((name, value) -> {
      if (!name.equals("type") && !name.equals("proposals")) {
        text.append("  ").append(name).append(' ').append(shortened(value));
      }
    });
    text.append('\n');
    if (fields.get("proposals") instanceof List<?> proposals) {
      proposals.forEach(proposal -> proposal(text, (Map<?, ?>) proposal));
    }
  }

  private static void proposal(StringBuilder text, Map<?, ?> proposal) {
    text.append("      proposal ").append(proposal.get("number"));
    text.append("  ").append(proposal.get("protocol"));
    if (proposal.get("spi") instanceof String spi) {
      text.append("  spi ").append(spi);
    }
    text.append('\n');
    if (proposal.get("transforms") instanceof List<?> transforms) {
      transforms.forEach(transform -> transform(text, (Map<?, ?>) transform));
    }
  }

  private static void transform(StringBuilder text, Map<?, ?> transform) {
    text.append(
        transform.entrySet().stream()
            .map(field -> field.getKey() + " " + field.getValue())
            .collect(Collectors.joining("  ", "        transform ", "\n")));
  }

  private static String shortened(Object value) {
    String text = String.valueOf(value);
    return text.length() <= LONGEST_HEX
        ? text
        : "%s… (%d hex digits)".formatted(text.substring(0, LONGEST_HEX), text.length());
  }
}
