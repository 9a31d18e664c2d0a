package dev.vigil.simulation;

import static dev.vigil.simulation.Figures.count;
import static dev.vigil.simulation.Figures.number;
import static dev.vigil.simulation.Figures.percent;

import dev.vigil.protocol.dpd.PeerModel;
import dev.vigil.simulation.Plot.Axis;
import dev.vigil.simulation.Plot.Point;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/** The runs behind the document's tables, and the diagrams that are drawn from those. */
final class Report {
  static final long SEED = 20_261_124L;
  private static final double[] LOSSES = {
    0, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.25, 0.3
  };
  private static final double[] FEW = {0.01, 0.02, 0.03, 0.05, 0.1, 0.15, 0.2, 0.3};
  private static final double BAD = 0.05;

  private Report() {}

  // ---- tables

  /** False deaths and how long real deaths go unseen. */
  static void losses(Figures figures, int peers) {
    List<List<String>> rows = parallel(Arrays.stream(LOSSES), loss -> lossRow(loss, peers));
    figures.put(
        "losses",
        List.of(
            "loss each way",
            "peer-hours",
            "false deaths",
            "per million peer-hours",
            "by arithmetic",
            "found dead",
            "p50",
            "p99",
            "longest"),
        rows);
  }

  private static List<String> lossRow(double loss, int peers) {
    // So long that there is something to count; where that takes too long, none may be lost.
    double hours = loss == 0.02 ? 4 : loss < 0.06 ? 1 : 0.2;
    LossStudy.Row lost =
        LossStudy.silent(SEED, loss, peers, Duration.ofMillis((long) (hours * 3_600_000)));
    Weather weather = Weather.losing(loss);
    Delays found = DetectionStudy.run(SEED, weather, peers / 5, Duration.ofMinutes(10)).found();
    return List.of(
        percent(loss),
        number(lost.hours()),
        count(lost.falseDeaths()),
        number(lost.perMillionHours()),
        number(Arithmetic.falseDeathsPerMillionHours(Populations.PERIODIC, weather)),
        count(found.total()),
        seconds(found.quantile(0.5)),
        seconds(found.quantile(0.99)),
        seconds(found.longest()));
  }

  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1000.0);
  }

  /** Each numbering with each peer: what it loses of a million schedules. */
  static void numberings(Figures figures, int peers) {
    List<String> head = new ArrayList<>(List.of("peer"));
    for (Numbering.Scheme scheme : Numbering.Scheme.values()) {
      head.add(scheme.words());
    }
    List<List<String>> rows =
        Arrays.stream(PeerModel.Kind.values())
            .parallel()
            .map(kind -> numberingRow(kind, peers))
            .toList();
    figures.put("numberings", head, rows);
  }

  private static List<String> numberingRow(PeerModel.Kind kind, int peers) {
    List<String> row = new ArrayList<>(List.of(kind.name().toLowerCase(Locale.ROOT)));
    for (Numbering.Scheme scheme : Numbering.Scheme.values()) {
      LossStudy.Row lost =
          LossStudy.of(SEED, scheme, kind, BAD, peers / 20, Duration.ofMinutes(60));
      row.add(number(1e6 * lost.ofSchedules()));
    }
    return row;
  }

  /** What each numbering costs, and what it loses of a million schedules of the strict peer. */
  static void strict(Figures figures, int peers) {
    List<String> head = new ArrayList<>(List.of("loss each way"));
    for (Numbering.Scheme scheme : Numbering.Scheme.values()) {
      head.add(scheme.words());
    }
    head.add("no answer at all, by arithmetic");
    head.add("messages for a schedule, swept");
    List<List<String>> rows =
        parallel(
            Arrays.stream(FEW),
            loss -> {
              List<String> row = new ArrayList<>(List.of(percent(loss)));
              String messages = "";
              for (Numbering.Scheme scheme : Numbering.Scheme.values()) {
                LossStudy.Row lost =
                    LossStudy.of(
                        SEED,
                        scheme,
                        PeerModel.Kind.STRICT,
                        loss,
                        peers / 50,
                        Duration.ofMinutes(60));
                row.add(number(1e6 * lost.ofSchedules()));
                messages = number(lost.questionsForEach());
              }
              row.add(number(1e6 * Arithmetic.deathOfSchedule(Weather.losing(loss))));
              row.add(messages);
              return row;
            });
    figures.put("strict", head, rows);
  }

  /** Sites that watch the head-end. */
  static void probers(Figures figures, int peers) {
    List<List<String>> rows =
        Arrays.stream(PeerModel.Kind.values())
            .parallel()
            .map(kind -> {
              ProberStudy.Row row =
                  ProberStudy.run(
                      SEED, kind, Weather.losing(0.2), peers / 20, Duration.ofMinutes(60));
              LossStudy.Row both =
                  LossStudy.run(
                      SEED,
                      Numbering.Scheme.MIXED,
                      Weather.losing(BAD),
                      peers / 20,
                      Duration.ofMinutes(60),
                      Populations.asking(kind));
              return List.of(
                  kind.name().toLowerCase(Locale.ROOT),
                  count(row.questions()),
                  count(row.deaths()),
                  number(row.promised()),
                  number(both.perMillionHours()));
            })
            .toList();
    figures.put(
        "probers",
        List.of(
            "peer",
            "its questions",
            "gave us up",
            "by its own schedule",
            "we gave it up, per million peer-hours"),
        rows);
  }

  /** How even the probes come. */
  static void rates(Figures figures, int peers, Duration time) {
    List<List<String>> rows =
        Arrays.stream(RateStudy.Event.values())
            .map(event -> {
              RateStudy.Row row = RateStudy.run(SEED, event, peers, time);
              return List.of(
                  event.words(),
                  count(row.worst()),
                  number(row.mean()),
                  count(row.busiest()),
                  number(row.ratio()),
                  count(row.falseDeaths()));
            })
            .toList();
    figures.put(
        "rates",
        List.of("event", "most at once", "mean", "busiest", "busiest / mean", "living lost"),
        rows);
  }

  /** Small enough for each build. */
  static List<List<String>> control() {
    LossStudy.Row lost = LossStudy.silent(SEED, 0.15, 2_000, Duration.ofMinutes(10));
    Delays found =
        DetectionStudy.run(SEED, Weather.losing(0.15), 1_000, Duration.ofMinutes(4)).found();
    return List.of(
        List.of("schedules", count(lost.schedules())),
        List.of("R-U-THERE messages", count(lost.questions())),
        List.of("false deaths", count(lost.falseDeaths())),
        List.of("dead ones found", count(found.total())),
        List.of("p50", seconds(found.quantile(0.5))),
        List.of("longest", seconds(found.longest())));
  }

  static final List<String> CONTROL_HEAD = List.of("2,000 sites, 15 % of loss", "");

  private static List<List<String>> parallel(
      DoubleStream values, DoubleFunction<List<String>> row) {
    return values.parallel().mapToObj(row).toList();
  }

  // ---- diagrams

  private static List<Point> points(List<List<String>> rows, int column) {
    return rows.stream()
        .map(row -> new Point(number(row.getFirst()), number(row.get(column))))
        .toList();
  }

  static String falseDeaths(Figures figures) {
    List<List<String>> rows = figures.rows("losses");
    List<Point> curve = new ArrayList<>();
    for (int step = 1; step <= 60; step++) {
      double loss = step / 200.0;
      curve.add(
          new Point(
              loss * 100,
              Arithmetic.falseDeathsPerMillionHours(Populations.PERIODIC, Weather.losing(loss))));
    }
    return new Plot(
            "Living peers taken for dead: keepalive 10 periodic, retry 2 s, five tries",
            new Axis("loss each way, %", 0, 30, false, 5),
            new Axis("false deaths per million peer-hours", 0.1, 1e8, true, 0))
        .line("arithmetic: (1 − (1 − p)²)⁵", curve)
        .dots("measured, every real peer", points(rows, 3))
        .svg();
  }

  static String delays(Figures figures) {
    List<List<String>> rows = figures.rows("losses");
    return new Plot(
            "From a peer's death to the verdict: keepalive 10 periodic, retry 2 s",
            new Axis("loss each way, %", 0, 30, false, 5),
            new Axis("seconds", 0, 24, false, 2))
        .dots("longest", points(rows, 8))
        .line("99 of 100 are found by then", points(rows, 7))
        .line("half of them are found by then", points(rows, 6))
        .line("schedule, death just after an answer: 20 s", flat(20))
        .line("schedule, death just before a question: 10 s", flat(10))
        .svg();
  }

  private static List<Point> flat(double seconds) {
    return List.of(new Point(0, seconds), new Point(30, seconds));
  }

  static String strictPlot(Figures figures) {
    List<List<String>> rows = figures.rows("strict");
    Plot plot =
        new Plot(
            "A peer that takes nothing but the next number, and says nothing of its own",
            new Axis("loss each way, %", 0, 30, false, 5),
            new Axis("false deaths of a million schedules", 0.1, 1e6, true, 0));
    Numbering.Scheme[] schemes = Numbering.Scheme.values();
    for (int i = 0; i < schemes.length; i++) {
      plot.line(schemes[i].words(), points(rows, i + 1));
    }
    return plot.dots("no answer at all", points(rows, schemes.length + 1)).svg();
  }
}
