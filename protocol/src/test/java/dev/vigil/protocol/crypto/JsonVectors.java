package dev.vigil.protocol.crypto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.testing.Vectors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;

/** JSON files of the vector folder, plain or compressed. */
final class JsonVectors {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonVectors() {}

  static JsonNode read(String relative) {
    try (InputStream plain = new ByteArrayInputStream(Vectors.bytes(relative));
        InputStream in = relative.endsWith(".gz") ? new GZIPInputStream(plain) : plain) {
      return MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Octets octets(JsonNode node, String field) {
    return Octets.ofHex(node.get(field).asText());
  }

  static byte[] bytes(JsonNode node, String field) {
    return octets(node, field).toArray();
  }

  static Secret secret(JsonNode node, String field) {
    return Secret.wrap(bytes(node, field));
  }
}
