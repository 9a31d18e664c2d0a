package dev.vigil.protocol.wire;

import java.util.List;
import java.util.Optional;

/** RFC 2408 §3.6: one way to protect the SA, with its attributes in the order they came. */
public record Transform(int number, int id, List<Attribute> attributes) {
  public Transform {
    attributes = List.copyOf(attributes);
  }

  /** The first attribute of that type. */
  public Optional<Attribute> attribute(int type) {
    for (Attribute attribute : attributes) {
      if (attribute.type() == type) {
        return Optional.of(attribute);
      }
    }
    return Optional.empty();
  }
}
