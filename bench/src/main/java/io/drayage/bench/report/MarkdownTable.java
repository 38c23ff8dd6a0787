package io.drayage.bench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The rows for people: a Markdown table for each cell, in the order of the rows. */
public final class MarkdownTable {
  private static final double MIB = 1 << 20;

  private MarkdownTable() {}

  /**
   * A whole file.
   *
   * @param rows the rows, those of a cell in the order to be shown
   * @param notes lines that say what was skipped and why
   */
  public static String of(List<Row> rows, List<String> notes) {
    var text = new StringBuilder();
    text.append("# Memory: moves measured by `dray bench memory`\n\n");
    text.append(
        "Medians of one run on one machine; compare them with each other, not with other runs. ");
    text.append("How they are measured: [README.md](README.md).\n\n");
    text.append("![The gap of each mover](memory.svg)\n");
    Map<String, List<Row>> cells =
        rows.stream()
            .collect(Collectors.groupingBy(Row::cell, LinkedHashMap::new, Collectors.toList()));
    cells.forEach((cell, of) -> {
      text.append("\n## ").append(cell).append("\n\n");
      text.append("| mover | gap ms | spread | frozen ms | total ms | sent MiB | repeats |\n");
      text.append("|---|---:|---:|---:|---:|---:|---:|\n");
      of.forEach(row -> text.append(line(row)));
    });
    appendAgents(text, rows.stream().filter(row -> row.agents().isPresent()).toList());
    if (!notes.isEmpty()) {
      text.append("\n## Not measured\n\n");
      notes.forEach(note -> text.append("- ").append(note).append('\n'));
    }
    return text.toString();
  }

  private static void appendAgents(StringBuilder text, List<Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    text.append("\n## What the agents took of memory, in MiB\n\n");
    text.append("| move | idle, resident | added while moving | page cache (tmpfs), besides |\n");
    text.append("|---|---:|---:|---:|\n");
    for (Row row : rows) {
      AgentMemory agents = row.agents().orElseThrow();
      text.append(
          String.format(
              Locale.ROOT,
              "| %s: %s | %.0f | %.0f | %.0f |\n",
              row.mover(),
              row.cell(),
              agents.idleMiB(),
              agents.addedMiB(),
              agents.pageCacheMiB()));
    }
  }

  private static String line(Row row) {
    String sent = String.format(Locale.ROOT, "%.1f", row.bytesSent() / MIB);
    if (row.failure().isPresent() && row.repeats() == 0) {
      return "| %s | **failed:** %s | | | | | 0 |%n".formatted(row.mover(), row.failure().get());
    }
    if (row.repeats() == 0) {
      return String.format(
          Locale.ROOT, "| %s | | | | %.0f | %s | computed |\n", row.mover(), row.totalMs(), sent);
    }
    return String.format(
        Locale.ROOT,
        "| %s | %.0f | %.0f | %.0f | %.0f | %s | %d%s |\n",
        row.mover(),
        row.gapMs(),
        row.spread(),
        row.frozenMs(),
        row.totalMs(),
        sent,
        row.repeats(),
        row.failure().map(why -> ", **one failed:** " + why).orElse(""));
  }
}
