package dev.vigil.protocol.wire;

import java.util.List;
import java.util.Optional;

/** A message in the clear, or deciphered: its header and its payloads in the order they came. */
public record Message(Header header, PayloadChain chain) {
  public List<Payload> payloads() {
    return chain.payloads();
  }

  /** The first payload of that kind. */
  public <P extends Payload> Optional<P> first(Class<P> kind) {
    return chain.first(kind);
  }

  /** All payloads of that kind, in order. */
  public <P extends Payload> List<P> all(Class<P> kind) {
    return chain.all(kind);
  }
}
