package io.drayage.cli.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Columns as wide as their widest cell. Owned by one thread. */
public final class Table {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /** A table with a heading. */
  public Table(String... heading) {
    rows.add(List.of(heading));
  }

  /** Adds a row with as many cells as the heading; an empty one shows as a dash. */
  public void row(Object... cells) {
    var row = new ArrayList<String>();
    for (Object cell : cells) {
      String text = String.valueOf(cell);
      row.add(text.isEmpty() ? "-" : text);
    }
    rows.add(row);
  }

  /** Prints heading and rows. */
  public void print(PrintWriter out) {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        line.append(row.get(i)).repeat(" ", widths[i] - row.get(i).length()).append(GAP);
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
