package io.drayage.bench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The rows as a picture: for each cell a bar chart of the gaps, on a logarithmic scale from 10 ms
 * on that all cells share.
 */
public final class SvgChart {
  private static final int WIDTH = 860;
  private static final int LEFT = 220;
  private static final int RIGHT = 90;
  private static final int BAR = 22;
  private static final int HEAD = 34;
  private static final int TOP = 48;
  private static final double LEAST = 10;

  private SvgChart() {}

  /** A whole file. */
  public static String of(List<Row> rows) {
    List<Row> measured = rows.stream().filter(row -> row.repeats() > 0).toList();
    double most = measured.stream().mapToDouble(Row::gapMs).max().orElse(LEAST);
    double scale = Math.max(10 * LEAST, Math.pow(10, Math.ceil(Math.log10(most))));
    Map<String, List<Row>> cells =
        measured.stream()
            .collect(Collectors.groupingBy(Row::cell, LinkedHashMap::new, Collectors.toList()));
    int height = TOP + cells.size() * HEAD + measured.size() * BAR + 16;
    var svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">
        <rect width="100%%" height="100%%" fill="white"/>
        <text x="16" y="24" font-size="16" font-weight="bold">The client's longest wait, in ms (median; logarithmic; thin: spread)</text>
        """
            .formatted(WIDTH, height));
    grid(svg, scale, height);
    int y = TOP;
    for (Map.Entry<String, List<Row>> cell : cells.entrySet()) {
      svg.append(
          "<text x=\"16\" y=\"%d\" font-weight=\"bold\">%s</text>\n"
              .formatted(y + 22, escaped(cell.getKey())));
      y += HEAD;
      for (Row row : cell.getValue()) {
        bar(svg, row, scale, y);
        y += BAR;
      }
    }
    return svg.append("</svg>\n").toString();
  }

  private static void grid(StringBuilder svg, double scale, int height) {
    for (double at = LEAST; at <= scale; at *= 10) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<path d=\"M%.1f %d V%d\" stroke=\"#ddd\"/><text x=\"%.1f\" y=\"%d\" fill=\"#777\" text-anchor=\"middle\">%.0f</text>\n",
              x(at, scale),
              TOP,
              height - 10,
              x(at, scale),
              TOP - 4,
              at));
    }
  }

  private static void bar(StringBuilder svg, Row row, double scale, int y) {
    double end = x(row.gapMs(), scale);
    svg.append(
        String.format(
            Locale.ROOT,
            """
            <text x="%d" y="%d" text-anchor="end">%s</text>
            <rect x="%d" y="%d" width="%.1f" height="%d" fill="%s"/>
            <path d="M%.1f %d H%.1f" stroke="black"/>
            <text x="%.1f" y="%d">%.0f</text>
            """,
            LEFT - 8,
            y + 15,
            escaped(row.mover()),
            LEFT,
            y + 3,
            end - LEFT,
            BAR - 6,
            colour(row.mover()),
            x(row.gapMs() - row.spread() / 2, scale),
            y + BAR / 2,
            x(row.gapMs() + row.spread() / 2, scale),
            x(row.gapMs() + row.spread() / 2, scale) + 6,
            y + 15,
            row.gapMs()));
  }

  private static double x(double millis, double scale) {
    double share = Math.log10(Math.max(LEAST, millis) / LEAST) / Math.log10(scale / LEAST);
    return LEFT + Math.min(1, share) * (WIDTH - LEFT - RIGHT);
  }

  private static String colour(String mover) {
    if (mover.startsWith("drayage")) {
      return "#2a7f62";
    }
    return mover.startsWith("floor") ? "#b0b0b0" : "#c58b3b";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
