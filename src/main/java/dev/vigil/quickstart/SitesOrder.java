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
  @JsonSubTypes.Type(value = SitesOrder.Report.class, name = "report"),
})
sealed interface SitesOrder {
  /**
   * The first order: who the sites are.
   *
   * @param keys pre-shared keys in the order of the sites; here and not among the arguments, which
   *     every user of the machine can read
   */
  record Begin(String headEnd, int headEndPort, int headEndNatPort, int sitePort, List<String> keys)
      implements SitesOrder {}

  /** From the first site to the last, {@code rate} a second. */
  record PowerOn(List<Integer> sites, int rate) implements SitesOrder {}

  record PowerOff(List<Integer> sites) implements SitesOrder {}

  /** Answer with a {@link SitesStatus} at once. */
  record Report() implements SitesOrder {}
}
