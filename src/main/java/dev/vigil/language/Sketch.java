package dev.vigil.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The order of a configuration's lines while it is being read or changed. */
final class Sketch {
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Spot> spots = new LinkedHashMap<>();

  private sealed interface Entry {}

  private record Text(Slot slot) implements Entry {}

  private record Spot(String key, Sketch body) implements Entry {}

  static Sketch of(List<Slot> slots) {
    Sketch sketch = new Sketch();
    for (Slot slot : slots) {
      if (slot instanceof Slot.Place(String key, List<Slot> body)) {
        Spot spot = new Spot(key, Sketch.of(body));
        sketch.entries.add(spot);
        sketch.spots.putIfAbsent(key, spot);
      } else {
        sketch.entries.add(new Text(slot));
      }
    }
    return sketch;
  }

  void add(Slot slot) {
    entries.add(new Text(slot));
  }

  /** The body of the line about {@code key}, which is put at the end if it is not there yet. */
  Sketch place(String key) {
    Spot spot = spots.get(key);
    if (spot == null) {
      spot = new Spot(key, new Sketch());
      spots.put(key, spot);
      entries.add(spot);
    }
    return spot.body();
  }

  List<Slot> slots() {
    return entries.stream()
        .map(entry ->
            switch (entry) {
              case Text(Slot slot) -> slot;
              case Spot(String key, Sketch body) -> new Slot.Place(key, body.slots());
            })
        .toList();
  }
}
