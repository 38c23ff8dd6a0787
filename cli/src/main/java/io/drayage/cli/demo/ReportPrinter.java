package io.drayage.cli.demo;

import io.drayage.lab.demo.Check;
import io.drayage.lab.demo.DemoReport;
import io.drayage.lab.demo.MoveReport;
import io.drayage.lab.demo.MoveSummary;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    report.moves().forEach(move -> rows.add(row(move.summary())));
    out.println();
    rows.forEach(row -> out.println(line(row, rows)));
    report.moves().forEach(this::printChecks);
    out.println();
    out.println(
        report.passed()
            ? marks.passed() + " nothing was lost"
            : marks.failed() + " something was lost: see the failed checks");
    out.flush();
  }

  private void printChecks(MoveReport move) {
    MoveSummary summary = move.summary();
    out.println();
    out.println(
        summary.container() + "  " + summary.from() + " " + marks.arrow() + " " + summary.to());
    for (Check check : move.checks()) {
      out.println(
          "  " + (check.passed() ? marks.passed() : marks.failed()) + " " + check.statement());
    }
    move.notes().forEach(note -> out.println("  " + marks.note() + " " + note));
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
