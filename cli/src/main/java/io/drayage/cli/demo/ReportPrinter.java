package io.drayage.cli.demo;

import io.drayage.forecast.predict.Estimate;
import io.drayage.forecast.predict.Forecast;
import io.drayage.forecast.predict.Quantity;
import io.drayage.lab.demo.Check;
import io.drayage.lab.demo.DemoReport;
import io.drayage.lab.demo.MoveReport;
import io.drayage.lab.demo.MoveSummary;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Prints the demonstration's outcome: a table of the moves, then each move's checks and notes. */
final class ReportPrinter {

  private static final List<String> HEADER =
      List.of("CONTAINER", "FROM", "TO", "MODE", "GAP", "FROZEN", "TOTAL", "SENT");
  private static final int FIRST_NUMBER = 4;

  private final PrintWriter out;
  private final Marks marks;

  ReportPrinter(PrintWriter out, Marks marks) {
    this.out = out;
    this.marks = marks;
  }

  void print(DemoReport report) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADER);
    for (MoveReport move : report.moves()) {
      rows.add(row(move.summary()));
      move.summary().forecast().ifPresent(forecast -> rows.addAll(told(forecast)));
    }
    out.println();
    rows.forEach(row -> out.println(line(row, rows)));
    report.moves().forEach(this::printChecks);
    if (!report.law().isEmpty()) {
      out.println();
      out.println("the law: a container that may be in the EU only");
      report.law().forEach(this::printCheck);
    }
    out.println();
    out.println(verdict(report));
    out.flush();
  }

  private String verdict(DemoReport report) {
    if (!report.moves().stream().allMatch(MoveReport::passed)) {
      return marks.failed() + " something was lost: see the failed checks";
    }
    if (!report.passed()) {
      return marks.failed() + " the law was broken: see the failed checks";
    }
    return marks.passed()
        + (report.law().isEmpty() ? " nothing was lost" : " nothing was lost, and the law held");
  }

  private void printChecks(MoveReport move) {
    MoveSummary summary = move.summary();
    out.println();
    out.println(
        summary.container() + "  " + summary.from() + " " + marks.arrow() + " " + summary.to());
    move.checks().forEach(this::printCheck);
    move.notes().forEach(note -> out.println("  " + marks.note() + " " + note));
  }

  private void printCheck(Check check) {
    out.println(
        "  " + (check.passed() ? marks.passed() : marks.failed()) + " " + check.statement());
  }

  private static List<String> row(MoveSummary move) {
    return List.of(
        move.container(),
        move.from(),
        move.to(),
        move.mode(),
        move.gapMs() + " ms",
        move.frozenMs() + " ms",
        move.totalMs() + " ms",
        String.format(Locale.ROOT, "%.1f MiB", move.bytesSent() / (1024.0 * 1024.0)));
  }

  /** Below what was measured: what was told before, and in which interval. */
  private static List<List<String>> told(Forecast forecast) {
    return List.of(
        told(
            "  forecast",
            forecast,
            (quantity, estimate) -> figure(quantity, estimate.value()) + unit(quantity)),
        told(
            "  90 % interval",
            forecast,
            (quantity, estimate) ->
                "%s-%s%s"
                    .formatted(
                        figure(quantity, estimate.low()),
                        figure(quantity, estimate.high()),
                        unit(quantity))));
  }

  private static List<String> told(
      String label, Forecast forecast, BiFunction<Quantity, Estimate, String> words) {
    return List.of(
        label,
        "",
        "",
        forecast.mode().word(),
        words.apply(Quantity.GAP, forecast.gapMillis()),
        words.apply(Quantity.FROZEN, forecast.frozenMillis()),
        words.apply(Quantity.TOTAL, forecast.totalMillis()),
        words.apply(Quantity.BYTES, forecast.bytesSent()));
  }

  private static String figure(Quantity quantity, double figure) {
    return quantity == Quantity.BYTES
        ? String.format(Locale.ROOT, "%.1f", figure / (1024.0 * 1024.0))
        : Long.toString(Math.round(figure));
  }

  private static String unit(Quantity quantity) {
    return quantity == Quantity.BYTES ? " MiB" : " ms";
  }

  private static String line(List<String> row, List<List<String>> rows) {
    var line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      String cell = row.get(column);
      String padding = " ".repeat(width(rows, column) - cell.length());
      line.append(column == 0 ? "" : "  ")
          .append(column < FIRST_NUMBER ? cell + padding : padding + cell);
    }
    return line.toString().stripTrailing();
  }

  private static int width(List<List<String>> rows, int column) {
    Stream<String> cells = rows.stream().map(row -> row.get(column));
    return cells.mapToInt(String::length).max().orElse(0);
  }
}
