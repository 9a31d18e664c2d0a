package dev.vigil.console;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Who sits at a console now, for {@code show users}. */
final class Consoles {
  private final SortedMap<Integer, Place> places = new TreeMap<>();

  /** One console. */
  record Place(int number, String user, Session session) {}

  /** Gives a session the first number that is free. */
  synchronized Place enter(String user, Session session) {
    int number = 0;
    while (places.containsKey(number)) {
      number++;
    }
    Place place = new Place(number, user, session);
    places.put(number, place);
    return place;
  }

  synchronized void leave(Place place) {
    places.remove(place.number());
  }

  private synchronized List<Place> all() {
    return List.copyOf(places.values());
  }

  /** All that are in use; the asker's own is marked. */
  List<UsersScreen.Line> lines(Asker asker, Instant now) {
    return all().stream()
        .map(place ->
            new UsersScreen.Line(
                place.number(),
                place.user(),
                Duration.between(place.session().lastKey(), now),
                "local",
                place.session().equals(asker)))
        .toList();
  }
}
