package dev.vigil.protocol.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A message in the clear: its header and its payloads in the order they came. */
public record Message(Header header, List<Payload> payloads) {
  public Message {
    payloads = List.copyOf(payloads);
  }

  /** The first payload of that kind. */
  public <P extends Payload> Optional<P> first(Class<P> kind) {
    for (Payload payload : payloads) {
      if (kind.isInstance(payload)) {
        return Optional.of(kind.cast(payload));
      }
    }
    return Optional.empty();
  }

  /** All payloads of that kind, in order. */
  public <P extends Payload> List<P> all(Class<P> kind) {
    List<P> found = new ArrayList<>();
    for (Payload payload : payloads) {
      if (kind.isInstance(payload)) {
        found.add(kind.cast(payload));
      }
    }
    return found;
  }
}
