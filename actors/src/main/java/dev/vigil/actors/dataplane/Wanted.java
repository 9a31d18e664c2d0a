package dev.vigil.actors.dataplane;

/** Hears that there is traffic for a crypto map entry without IPsec SAs. */
@FunctionalInterface
public interface Wanted {
  /** Called from any thread, at most once a second for each entry; must not wait. */
  void trafficFor(String connection);
}
