package dev.vigil.simulation;

/**
 * What the network does to each datagram, independently of all others. Those that overtake each
 * other do so because their delays differ.
 *
 * @param there how many of those from the head-end to a site are lost, 0 to 1
 * @param back the same for those from a site
 * @param fastest the shortest delay one way, in milliseconds
 * @param slowest the longest
 * @param twice how many of those that are not lost come a second time, 0 to 1
 */
record Weather(double there, double back, int fastest, int slowest, double twice) {
  /** Both ways alike, 20 to 80 ms, nothing comes twice. */
  static Weather losing(double loss) {
    return new Weather(loss, loss, 20, 80, 0);
  }

  /** The same loss, with delays up to 700 ms and one datagram in ten repeated. */
  static Weather wild(double loss) {
    return new Weather(loss, loss, 5, 700, 0.1);
  }

  /** How likely a question goes unanswered for the network's sake. */
  double failure() {
    return 1 - (1 - there) * (1 - back);
  }
}
