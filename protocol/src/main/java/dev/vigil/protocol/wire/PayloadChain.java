package dev.vigil.protocol.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Payloads in the order they came, each with the bytes it came in: hashes are computed "over the
 * entire payload body", so what is verified must be what was received, never what we would have
 * sent for it.
 *
 * @param coveredBytes how many bytes the payloads take, generic headers included and padding not:
 *     what the hash of a protected message covers
 */
public record PayloadChain(List<Entry> entries, int coveredBytes) {
  public PayloadChain {
    entries = List.copyOf(entries);
  }

  /**
   * @param offset of the generic header from the start of the chain, in bytes
   * @param body the payload without its generic header, as received
   */
  public record Entry(Payload payload, int offset, Octets body) {}

  public List<Payload> payloads() {
    return entries.stream().map(Entry::payload).toList();
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** The first payload of that kind. */
  public <P extends Payload> Optional<P> first(Class<P> kind) {
    for (Entry entry : entries) {
      if (kind.isInstance(entry.payload())) {
        return Optional.of(kind.cast(entry.payload()));
      }
    }
    return Optional.empty();
  }

  /** All payloads of that kind, in order. */
  public <P extends Payload> List<P> all(Class<P> kind) {
    List<P> found = new ArrayList<>();
    for (Entry entry : entries) {
      if (kind.isInstance(entry.payload())) {
        found.add(kind.cast(entry.payload()));
      }
    }
    return found;
  }

  /** The received body of the first payload of that kind: SAi_b, IDii_b and their like. */
  public Optional<Octets> body(Class<? extends Payload> kind) {
    for (Entry entry : entries) {
      if (kind.isInstance(entry.payload())) {
        return Optional.of(entry.body());
      }
    }
    return Optional.empty();
  }
}
