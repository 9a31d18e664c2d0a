package dev.vigil.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The document with the figures: prose that is written by hand, and tables between two comments
 * each, which the runs fill in and the diagrams are drawn from.
 */
final class Figures {
  private static final Path DOCS =
      Path.of(System.getProperty("vigil.root", "..")).resolve("src/docs");
  private static final Path FILE = DOCS.resolve("dpd-simulation.md");

  private String text;

  private Figures(String text) {
    this.text = text;
  }

  static Figures read() throws IOException {
    return new Figures(Files.readString(FILE));
  }

  void write() throws IOException {
    Files.writeString(FILE, text);
  }

  String text() {
    return text;
  }

  static String diagram(String name) throws IOException {
    return Files.readString(DOCS.resolve(name));
  }

  static void diagram(String name, String svg) throws IOException {
    Files.writeString(DOCS.resolve(name), svg);
  }

  private static String begin(String table) {
    return "<!-- " + table + ": written by ReportTest -->\n";
  }

  private String content(String table) {
    int from = text.indexOf(begin(table));
    int to = text.indexOf("<!-- end -->", from);
    if (from < 0 || to < 0) {
      throw new IllegalArgumentException("no table " + table);
    }
    return text.substring(from + begin(table).length(), to);
  }

  /** A table's rows below its head, cell by cell. */
  List<List<String>> rows(String table) {
    return content(table)
        .lines()
        .filter(line -> line.startsWith("|"))
        .skip(2)
        .map(line -> Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList())
        .toList();
  }

  /** Replaces a table. */
  void put(String table, List<String> head, List<List<String>> rows) {
    List<String> lines = new ArrayList<>();
    lines.add(row(head));
    lines.add("|" + "---|".repeat(head.size()));
    rows.forEach(row -> lines.add(row(row)));
    String old = begin(table) + content(table);
    text = text.replace(old, begin(table) + String.join("\n", lines) + "\n");
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  /** As it stands in the tables: readable, and to about three digits. */
  static String number(double value) {
    if (value == 0) {
      return "0";
    }
    if (Math.abs(value) < 0.01) {
      return String.format(Locale.ROOT, "%.2e", value);
    }
    return value < 100
        ? String.format(Locale.ROOT, "%.2f", value)
        : String.format(Locale.ROOT, "%,.0f", value);
  }

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  static double number(String cell) {
    return Double.parseDouble(cell.replace(",", "").replace(" %", "").replace(" s", ""));
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.4g", share * 100).replaceAll("\\.?0+$", "") + " %";
  }
}
