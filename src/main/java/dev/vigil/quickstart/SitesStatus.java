package dev.vigil.quickstart;

/**
 * What the process of the sites reports, a line of JSON on its standard output.
 *
 * @param up sites whose tunnel stands
 * @param setupMillis how long each tunnel that came up since the last report took
 * @param pingsSent through the tunnels, all in all, and how many of them were answered
 * @param headEndDeaths how often a site has found the head-end dead, all in all
 * @param lost tunnels that ended with their site under power, all in all
 * @param renegotiated new Main Modes of sites that had a tunnel, all in all
 * @param refused numbers that strict sites rejected, all in all
 * @param heard sites that had a sign of life from the head-end since the last mark
 * @param answers how long each question waited for its answer, since the last mark
 * @param gaps for each site the longest time for which a question of its was open, since then
 * @param disturbed the same for the sites that waited {@link #DISTURBED_MILLIS} or longer
 */
record SitesStatus(
    int up,
    long[] setupMillis,
    long pingsSent,
    long pingsAnswered,
    int headEndDeaths,
    int lost,
    int renegotiated,
    long refused,
    int heard,
    Latencies answers,
    Latencies gaps,
    Latencies disturbed) {
  /** An answer on an undisturbed machine takes a hundredth of it. */
  static final int DISTURBED_MILLIS = 250;

  static final SitesStatus NONE =
      new SitesStatus(
          0, new long[0], 0, 0, 0, 0, 0, 0, 0, Latencies.NONE, Latencies.NONE, Latencies.NONE);
}
