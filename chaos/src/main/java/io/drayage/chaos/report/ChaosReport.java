package io.drayage.chaos.report;

import java.util.List;
import java.util.Map;

/**
 * What a run found: the totals, and the same for each fault by its word.
 *
 * @param struck trials whose fault found the migration under way, and something to strike: the
 *     others show nothing
 * @param migrated migrations that ended on their destination; the rest were undone
 * @param failures a line for each trial after which something was wrong, with all that repeats it
 */
public record ChaosReport(
    long seed,
    long runs,
    long struck,
    long doubled,
    long lost,
    long lostWrites,
    long stuck,
    long leftovers,
    long migrated,
    Map<String, Tally> byFault,
    List<String> failures) {
  public ChaosReport {
    byFault = Map.copyOf(byFault);
    failures = List.copyOf(failures);
  }

  /** Whether nothing was wrong. */
  public boolean clean() {
    return doubled + lost + lostWrites + stuck + leftovers == 0;
  }
}
