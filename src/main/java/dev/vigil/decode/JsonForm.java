package dev.vigil.decode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** A message as one JSON object on one line, for programs. */
final class JsonForm {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private JsonForm() {}

  static String of(DecodedMessage message) {
    Map<String, Object> fields = new LinkedHashMap<>();
    UdpDatagram datagram = message.datagram();
    fields.put("frame", datagram.frame());
    fields.put("time", datagram.time().toString());
    fields.put("source", datagram.from().getAddress().getHostAddress());
    fields.put("source_port", datagram.from().getPort());
    fields.put("destination", datagram.to().getAddress().getHostAddress());
    fields.put("destination_port", datagram.to().getPort());
    message
        .header()
        .ifPresent(header -> {
          fields.put("version", "%d.%d".formatted(header.version() >> 4, header.version() & 0x0f));
          fields.put(
              "exchange",
              message.ikev2() ? "IKEv2 " + header.exchange() : Names.exchange(header.exchange()));
          fields.put("initiator_cookie", header.initiator().toString());
          fields.put("responder_cookie", header.responder().toString());
          fields.put("message_id", "%08x".formatted(header.messageId()));
          fields.put("flags", header.flags());
          fields.put("length", header.length());
          fields.put("encrypted", !message.ikev2() && header.encrypted());
          fields.put("decrypted", message.deciphered());
        });
    if (message.fragments() > 0) {
      fields.put("fragments", message.fragments());
    }
    fields.put("payloads", message.payloads().stream().map(PayloadFields::of).toList());
    message
        .malformed()
        .ifPresent(fault ->
            fields.put("malformed", Map.of("reason", fault.reason(), "offset", fault.offset())));
    try {
      return JSON.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of text and numbers always serialize", e);
    }
  }
}
