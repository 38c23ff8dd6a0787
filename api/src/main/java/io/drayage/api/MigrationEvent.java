package io.drayage.api;

import io.drayage.model.migration.Migration;

/**
 * News of a migration under way.
 *
 * @param migration as the journal has it now
 * @param phase what is being done, in words
 * @param bytes how much of it crossed so far, in bytes
 * @param totalBytes how much there is, in bytes; 0 when nobody knows
 * @param round the round of copying memory; its number is 0 outside of one
 */
public record MigrationEvent(
    Migration migration, String phase, long bytes, long totalBytes, Round round) {
  /** What the journal has, without news of what is being done. */
  public static MigrationEvent of(Migration migration) {
    return new MigrationEvent(migration, "", 0, 0, Round.NONE);
  }

  /**
   * A round of copying memory while the container runs.
   *
   * @param number from 1; 0 outside of rounds
   * @param pages sent in it so far
   * @param bytesPerSecond of memory, as the destination gets it
   * @param dirtyPerSecond bytes of memory that the container writes anew; 0 while not known
   * @param expectedGapMillis milliseconds of gap if it were frozen now; 0 while not known
   */
  public record Round(
      int number, long pages, long bytesPerSecond, long dirtyPerSecond, long expectedGapMillis) {
    /** Outside of rounds. */
    public static final Round NONE = new Round(0, 0, 0, 0, 0);
  }
}
