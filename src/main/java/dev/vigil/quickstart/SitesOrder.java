package dev.vigil.quickstart;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/**
 * What the quickstart tells the process of the sites, a line of JSON each on its standard input.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "order")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SitesOrder.Begin.class, name = "begin"),
  @JsonSubTypes.Type(value = SitesOrder.PowerOn.class, name = "power-on"),
  @JsonSubTypes.Type(value = SitesOrder.PowerOff.class, name = "power-off"),
  @JsonSubTypes.Type(value = SitesOrder.Mark.class, name = "mark"),
  @JsonSubTypes.Type(value = SitesOrder.Report.class, name = "report"),
})
sealed interface SitesOrder {
  /**
   * The first order: who the sites are.
   *
   * @param keys pre-shared keys in the order of the sites; here and not among the arguments, which
   *     every user of the machine can read
   */
  record Begin(
      String headEnd,
      int headEndPort,
      int headEndNatPort,
      int sitePort,
      List<String> keys,
      Habits habits)
      implements SitesOrder {}

  /**
   * As {@link SiteHabits}.
   *
   * @param group Diffie-Hellman group's number
   * @param interval of DPD, seconds
   * @param pings seconds from one to the next; 0: none
   */
  record Habits(int group, int interval, boolean strict, int pings) {}

  /**
   * From the first site to the last.
   *
   * @param rate sites a second at most
   * @param window sites that are on their way up at most
   */
  record PowerOn(List<Integer> sites, int rate, int window) implements SitesOrder {}

  record PowerOff(List<Integer> sites) implements SitesOrder {}

  /** From now on gaps and answers are measured anew. */
  record Mark() implements SitesOrder {}

  /** Answer with a {@link SitesStatus} at once. */
  record Report() implements SitesOrder {}
}
