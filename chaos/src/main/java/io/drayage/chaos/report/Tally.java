package io.drayage.chaos.report;

/**
 * Findings added up.
 *
 * @param runs trials
 * @param struck those whose fault found the migration under way, and something to strike: the
 *     others show nothing
 * @param doubled as in {@link Finding}, like the following
 */
public record Tally(
    long runs, long struck, long doubled, long lost, long lostWrites, long stuck, long leftovers) {
  /** Of no trial. */
  public static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0);

  /** With one trial more. */
  public Tally with(Finding finding, boolean hit) {
    return new Tally(
        runs + 1,
        struck + (hit ? 1 : 0),
        doubled + finding.doubled(),
        lost + finding.lost(),
        lostWrites + finding.lostWrites(),
        stuck + finding.stuck(),
        leftovers + finding.leftovers());
  }

  /** Whether nothing was wrong. */
  public boolean clean() {
    return doubled + lost + lostWrites + stuck + leftovers == 0;
  }
}
