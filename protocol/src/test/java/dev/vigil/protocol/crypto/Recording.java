package dev.vigil.protocol.crypto;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.CookiePair;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.testing.Vectors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One recording of the vector folder: its messages in order, its keys, its peers' own logs. */
record Recording(String folder, JsonNode golden, List<Sent> messages) {
  private static final Octets NON_ESP_MARKER = Octets.ofInt(0);

  /**
   * One ISAKMP message as it went over the wire, fragments joined.
   *
   * @param golden what is known of it
   */
  record Sent(Octets datagram, boolean fromInitiator, JsonNode golden) {
    boolean encrypted() {
      return golden.get("flags").asInt() == 1;
    }

    int messageId() {
      return datagram.intAt(20);
    }

    Octets known(String field) {
      return JsonVectors.octets(golden, field);
    }
  }

  static Recording read(String folder) {
    JsonNode golden = JsonVectors.read("recordings/" + folder + "/golden.json");
    List<Sent> messages = new ArrayList<>();
    Set<Octets> joined = new HashSet<>();
    for (JsonNode message : golden.get("messages")) {
      boolean fromInitiator = message.get("from").asText().equals("client");
      if (message.has("reassembled")) {
        Octets whole = JsonVectors.octets(message, "reassembled");
        if (joined.add(whole)) {
          messages.add(new Sent(whole, fromInitiator, message));
        }
      } else if (!message.has("kind")) {
        Octets payload = JsonVectors.octets(message, "udp_payload");
        boolean marked = payload.slice(0, 4).equals(NON_ESP_MARKER);
        Octets datagram = marked ? payload.slice(4, payload.length() - 4) : payload;
        messages.add(new Sent(datagram, fromInitiator, message));
      }
    }
    return new Recording(folder, golden, List.copyOf(messages));
  }

  Secret preSharedKey() {
    return Secret.ofText(golden.get("psk_ascii").asText());
  }

  Secret key(String name) {
    return JsonVectors.secret(golden.get("keys"), name);
  }

  Octets firstIv() {
    return JsonVectors.octets(golden.get("keys"), "IV0");
  }

  CookiePair cookies() {
    return new CookiePair(
        new Cookie(JsonVectors.octets(golden, "cky_i").longAt(0)),
        new Cookie(JsonVectors.octets(golden, "cky_r").longAt(0)));
  }

  /** A key that the responding daemon wrote to its log, for example "integrity initiator key". */
  Secret loggedKey(String name) {
    List<String> lines =
        Vectors.text("recordings/" + folder + "/charon-responder.log").lines().toList();
    int at = 0;
    while (!lines.get(at).contains(name + " => ")) {
      at++;
    }
    int length = Integer.parseInt(lines.get(at).replaceAll(".*=> (\\d+) bytes.*", "$1"));
    StringBuilder hex = new StringBuilder();
    for (int left = length; left > 0; left -= 16) {
      at++;
      String dump = lines.get(at).replaceAll("^.*\\] +\\d+: ", "");
      hex.append(dump, 0, 3 * Math.min(16, left));
    }
    return Secret.wrap(Octets.ofHex(hex.toString().replace(" ", "")).toArray());
  }
}
