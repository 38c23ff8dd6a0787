package io.drayage.chaos.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;

/**
 * What a run found: the totals, and the same for each fault by its word.
 *
 * @param all of all trials; in JSON its counts stand beside the others
 * @param migrated migrations that ended on their destination; the rest were undone
 * @param failures a line for each trial after which something was wrong, with all that repeats it
 */
public record ChaosReport(
    long seed,
    @JsonUnwrapped Tally all,
    long migrated,
    Map<String, Tally> byFault,
    List<String> failures) {
  public ChaosReport {
    byFault = Map.copyOf(byFault);
    failures = List.copyOf(failures);
  }
}
