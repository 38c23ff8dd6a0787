package io.drayage.lab.demo;

import java.util.List;

/**
 * A move as its clients saw it.
 *
 * @param summary the numbers
 * @param checks what must hold
 * @param notes what is worth knowing and may be either way
 */
public record MoveReport(MoveSummary summary, List<Check> checks, List<String> notes) {

  /** Copies what it is given. */
  public MoveReport {
    checks = List.copyOf(checks);
    notes = List.copyOf(notes);
  }

  /** Whether nothing was lost. */
  public boolean passed() {
    return summary.lostWrites() == 0
        && summary.stateContinued()
        && checks.stream().allMatch(Check::passed);
  }
}
