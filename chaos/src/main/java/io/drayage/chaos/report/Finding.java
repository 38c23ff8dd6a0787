package io.drayage.chaos.report;

/**
 * What was found wrong after one trial; all zeros when nothing was.
 *
 * @param doubled how often two copies were seen to run at once
 * @param lost 1 when no copy ran or answered in the end, or another than before
 * @param lostWrites acknowledged writes that were not there in the end, bad pages among them
 * @param stuck 1 when the migration did not end after everything was healed
 * @param leftovers things left on the host that does not own the container
 * @param words what was seen, in a line; empty when nothing was
 */
public record Finding(
    long doubled, long lost, long lostWrites, long stuck, long leftovers, String words) {
  /** Whether nothing was wrong. */
  public boolean clean() {
    return Tally.NONE.with(this, false).clean();
  }
}
