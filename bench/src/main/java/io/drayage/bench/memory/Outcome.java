package io.drayage.bench.memory;

import io.drayage.bench.report.Row;
import java.util.List;

/**
 * What came of a benchmark.
 *
 * @param rows the rows, in the order of the plan
 * @param notes what was not measured, and why
 */
public record Outcome(List<Row> rows, List<String> notes) {
  public Outcome {
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  /** Whether every move succeeded and every page was right after it. */
  public boolean passed() {
    return rows.stream().allMatch(row -> row.failure().isEmpty());
  }
}
