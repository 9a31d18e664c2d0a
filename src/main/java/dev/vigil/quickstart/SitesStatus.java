package dev.vigil.quickstart;

/**
 * What the process of the sites reports, a line of JSON on its standard output.
 *
 * @param up sites whose tunnel stands
 * @param setupMillis how long each tunnel that came up since the last report took
 * @param pingsSent through the tunnels, all in all, and how many of them were answered
 * @param headEndDeaths how often a site has found the head-end dead, all in all
 */
record SitesStatus(
    int up, long[] setupMillis, long pingsSent, long pingsAnswered, int headEndDeaths) {}
