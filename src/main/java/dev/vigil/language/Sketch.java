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

  private static final class Spot implements Entry {
    private final String key;
    private final Sketch body;

    Spot(String key, Sketch body) {
      this.key = key;
      this.body = body;
    }
  }

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
    return spot.body;
  }

  /** Takes away the line about {@code key}, and those about parts of it. */
  void remove(String key) {
    List<String> gone =
        spots.keySet().stream()
            .filter(spot -> spot.equals(key) || spot.startsWith(key + " "))
            .toList();
    for (String spot : gone) {
      entries.remove(spots.remove(spot));
    }
  }

  List<Slot> slots() {
    return entries.stream()
        .map(entry ->
            switch (entry) {
              case Text(Slot slot) -> slot;
              case Spot spot -> new Slot.Place(spot.key, spot.body.slots());
            })
        .toList();
  }
}
