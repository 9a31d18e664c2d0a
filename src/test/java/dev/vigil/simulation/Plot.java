package dev.vigil.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One diagram as SVG: axes, curves, dots, and what they are. */
final class Plot {
  /** A point of the plane that is drawn. */
  record Point(double x, double y) {}

  private record Series(String name, String colour, boolean line, List<Point> points) {}

  /**
   * An axis.
   *
   * @param log whether it is logarithmic, then with a mark for each power of ten
   * @param step from a mark to the next, where it is not
   */
  record Axis(String label, double from, double to, boolean log, double step) {
    double place(double value) {
      return log ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from);
    }

    List<Double> marks() {
      List<Double> marks = new ArrayList<>();
      double mark = from;
      while (mark <= to * 1.000_001) {
        marks.add(mark);
        mark = log ? mark * 10 : mark + step;
      }
      return marks;
    }
  }

  private static final int WIDTH = 760;
  private static final int HEIGHT = 440;
  private static final int LEFT = 84;
  private static final int RIGHT = 24;
  private static final int TOP = 48;
  private static final int BOTTOM = 64;
  private static final List<String> COLOURS =
      List.of("#1f5f99", "#b3401f", "#3f7f3f", "#7a4f9d", "#8a6d00", "#444444");

  private final String title;
  private final Axis across;
  private final Axis up;
  private final List<Series> series = new ArrayList<>();

  Plot(String title, Axis across, Axis up) {
    this.title = title;
    this.across = across;
    this.up = up;
  }

  /** Points joined by a line; those outside the axes are left out. */
  Plot line(String name, List<Point> points) {
    return add(name, true, points);
  }

  Plot dots(String name, List<Point> points) {
    return add(name, false, points);
  }

  private Plot add(String name, boolean line, List<Point> points) {
    String colour = COLOURS.get(series.size() % COLOURS.size());
    List<Point> seen = points.stream().filter(this::isInside).toList();
    series.add(new Series(name, colour, line, seen));
    return this;
  }

  private boolean isInside(Point point) {
    double x = across.place(point.x());
    double y = up.place(point.y());
    return x >= 0 && x <= 1 && y >= 0 && y <= 1;
  }

  String svg() {
    StringBuilder svg = new StringBuilder();
    line(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
            + " height=\"%d\" font-family=\"sans-serif\" font-size=\"13\" role=\"img\">",
        WIDTH,
        HEIGHT,
        WIDTH,
        HEIGHT);
    line(svg, "<title>%s</title>", title);
    line(svg, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, HEIGHT);
    line(
        svg,
        "<text x=\"%d\" y=\"26\" font-size=\"15\" font-weight=\"bold\">%s</text>",
        LEFT,
        title);
    grid(svg);
    for (Series each : series) {
      draw(svg, each);
    }
    legend(svg);
    line(svg, "</svg>");
    return svg.toString();
  }

  private void grid(StringBuilder svg) {
    for (double mark : across.marks()) {
      double x = x(mark);
      rule(svg, x, TOP, x, HEIGHT - BOTTOM);
      text(svg, x, HEIGHT - BOTTOM + 18, "middle", number(mark));
    }
    for (double mark : up.marks()) {
      double y = y(mark);
      rule(svg, LEFT, y, WIDTH - RIGHT, y);
      text(svg, LEFT - 8, y + 4, "end", number(mark));
    }
    line(
        svg,
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#555555\"/>",
        LEFT,
        TOP,
        WIDTH - LEFT - RIGHT,
        HEIGHT - TOP - BOTTOM);
    text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 18, "middle", across.label());
    int middle = (TOP + HEIGHT - BOTTOM) / 2;
    line(
        svg,
        "<text x=\"18\" y=\"%d\" text-anchor=\"middle\" transform=\"rotate(-90 18 %d)\">%s</text>",
        middle,
        middle,
        up.label());
  }

  private static void rule(StringBuilder svg, double x1, double y1, double x2, double y2) {
    line(
        svg,
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#dddddd\"/>",
        x1,
        y1,
        x2,
        y2);
  }

  private static void text(StringBuilder svg, double x, double y, String anchor, String words) {
    line(svg, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, words);
  }

  private void draw(StringBuilder svg, Series each) {
    if (each.line()) {
      StringBuilder path = new StringBuilder();
      for (Point point : each.points()) {
        path.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(point.x()), y(point.y())));
      }
      line(
          svg,
          "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>",
          path.toString().strip(),
          each.colour());
    } else {
      for (Point point : each.points()) {
        line(
            svg,
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>",
            x(point.x()),
            y(point.y()),
            each.colour());
      }
    }
  }

  private void legend(StringBuilder svg) {
    int y = HEIGHT - BOTTOM - 14 - 18 * (series.size() - 1);
    for (Series each : series) {
      int x = WIDTH - RIGHT - 310;
      if (each.line()) {
        line(
            svg,
            "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"2\"/>",
            x - 24,
            y - 4,
            x - 6,
            y - 4,
            each.colour());
      } else {
        line(
            svg, "<circle cx=\"%d\" cy=\"%d\" r=\"4\" fill=\"%s\"/>", x - 15, y - 4, each.colour());
      }
      text(svg, x, y, "start", each.name());
      y += 18;
    }
  }

  private double x(double value) {
    return LEFT + across.place(value) * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - up.place(value) * (HEIGHT - TOP - BOTTOM);
  }

  private static String number(double value) {
    if (value >= 100_000) {
      return "1e" + Math.round(Math.log10(value));
    }
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,d", (long) value)
        : String.format(Locale.ROOT, "%.1f", value);
  }

  @SuppressWarnings("AnnotateFormatMethod") // its annotation would be one more library
  private static void line(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
